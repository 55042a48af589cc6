<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR">
<context>
    <name></name>
    <message>
        <source>The backup is made and checked: {path}</source>
        <translation>La sauvegarde est faite et vérifiée : {path}</translation>
    </message>
    <message>
        <source>It holds {n} entries of the journal.</source>
        <translation>Elle contient {n} écritures du journal.</translation>
    </message>
    <message>
        <source>Its note is not signed: this machine does not hold the key of that shop file.</source>
        <translation>Sa fiche n’est pas signée : cette machine n’a pas la clé de ce fichier du magasin.</translation>
    </message>
    <message>
        <source>The backup is back in use: {path}</source>
        <translation>La sauvegarde est remise en service : {path}</translation>
    </message>
    <message>
        <source>Its last ticket is {receipt} of {at}. What was sold later is not in it.</source>
        <translation>Son dernier ticket est {receipt} du {at}. Ce qui a été vendu ensuite n’y est pas.</translation>
    </message>
    <message>
        <source>There is no ticket in it yet.</source>
        <translation>Elle ne contient pas encore de ticket.</translation>
    </message>
    <message>
        <source>There was no note beside the backup: its journal was checked, not whether it is the backup as made.</source>
        <translation>Il n’y avait pas de fiche à côté de la sauvegarde : son journal a été vérifié, mais pas si elle est telle qu’à l’origine.</translation>
    </message>
    <message>
        <source>The note beside the backup is not signed: its bytes were checked, not who made it.</source>
        <translation>La fiche à côté de la sauvegarde n’est pas signée : le contenu a été vérifié, mais pas son auteur.</translation>
    </message>
    <message>
        <source>At the next start the till numbers its receipts anew, with other letters: no number is given twice.</source>
        <translation>Au prochain démarrage, la caisse renumérote ses tickets avec d’autres lettres : aucun numéro n’est donné deux fois.</translation>
    </message>
    <message>
        <source>measured {name}</source>
        <translation>mesuré : {name}</translation>
    </message>
    <message>
        <source>not measured: {reason}</source>
        <translation>non mesuré : {reason}</translation>
    </message>
    <message>
        <source>within</source>
        <translation>tenu</translation>
    </message>
    <message>
        <source>over</source>
        <translation>dépassé</translation>
    </message>
    <message>
        <source>building: {done} of {of} {what}</source>
        <translation>construction : {done} sur {of} {what}</translation>
    </message>
    <message>
        <source>no printer</source>
        <translation>pas d’imprimante</translation>
    </message>
    <message>
        <source>This shop file was restored or copied.</source>
        <translation>Ce fichier du magasin a été restauré ou copié.</translation>
    </message>
    <message>
        <source>Its sales are all there; new receipts get a new series of numbers, so that none is used twice.</source>
        <translation>Ses ventes sont toutes là ; les nouveaux tickets reçoivent une nouvelle série de numéros, pour qu’aucun ne serve deux fois.</translation>
    </message>
    <message>
        <source>If sales made after the backup are missing, keep the old disk: they were only there.</source>
        <translation>S’il manque des ventes faites après la sauvegarde, gardez l’ancien disque : elles n’étaient que là.</translation>
    </message>
    <message>
        <source>No printer is set up: the tickets of this sale are in its PDF ({key}).</source>
        <translation>Aucune imprimante : les billets de cette vente sont dans son PDF ({key}).</translation>
    </message>
    <message>
        <source>Refund {receipt} recorded.</source>
        <translation>Remboursement {receipt} enregistré.</translation>
    </message>
    <message>
        <source>labels</source>
        <translation>étiquettes</translation>
    </message>
    <message>
        <source>change</source>
        <translation>monnaie</translation>
    </message>
    <message>
        <source>check</source>
        <translation>contrôle</translation>
    </message>
    <message>
        <source>mistake</source>
        <translation>erreur</translation>
    </message>
    <message>
        <source>Open the drawer</source>
        <translation>Ouvrir le tiroir</translation>
    </message>
    <message>
        <source>Why? It is kept in the journal.</source>
        <translation>Pourquoi ? C’est noté dans le journal.</translation>
    </message>
    <message>
        <source>No drawer is connected; the opening is in the journal.</source>
        <translation>Aucun tiroir n’est raccordé ; l’ouverture est dans le journal.</translation>
    </message>
    <message>
        <source>No printer is set up: the report is kept in the shop file.</source>
        <translation>Aucune imprimante n’est configurée : le rapport est gardé dans le fichier du magasin.</translation>
    </message>
    <message>
        <source>Choose a printer first.</source>
        <translation>Choisissez d’abord une imprimante.</translation>
    </message>
    <message>
        <source>Printer ready</source>
        <translation>Imprimante prête</translation>
    </message>
    <message>
        <source>Printer: little paper left</source>
        <translation>Imprimante : bientôt sans papier</translation>
    </message>
    <message>
        <source>Printer out of paper</source>
        <translation>Imprimante sans papier</translation>
    </message>
    <message>
        <source>Printer cover open</source>
        <translation>Imprimante : capot ouvert</translation>
    </message>
    <message>
        <source>Printer off-line</source>
        <translation>Imprimante hors ligne</translation>
    </message>
    <message>
        <source>{n} waiting</source>
        <translation>{n} en attente</translation>
    </message>
    <message>
        <source>Put a new roll in and close the cover: printing goes on by itself.</source>
        <translation>Mettez un nouveau rouleau et fermez le capot : l’impression reprend d’elle-même.</translation>
    </message>
    <message>
        <source>Close the cover: printing goes on by itself.</source>
        <translation>Fermez le capot : l’impression reprend d’elle-même.</translation>
    </message>
    <message>
        <source>Check its cable and its switch: printing goes on by itself.</source>
        <translation>Vérifiez son câble et son interrupteur : l’impression reprend d’elle-même.</translation>
    </message>
    <message>
        <source>Every sale is recorded. Receipts wait for their turn.</source>
        <translation>Chaque vente est enregistrée. Les tickets attendent leur tour.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>depuis {time}</translation>
    </message>
    <message>
        <source>{title} may or may not have been printed.</source>
        <translation>{title} : imprimé ou non, ce n’est pas certain.</translation>
    </message>
    <message>
        <source>It is recorded. Nothing is printed twice by itself.</source>
        <translation>C’est enregistré. Rien ne s’imprime deux fois tout seul.</translation>
    </message>
    <message>
        <source>Look at the printer, then choose.</source>
        <translation>Regardez l’imprimante, puis choisissez.</translation>
    </message>
    <message>
        <source>It is printed</source>
        <translation>C’est imprimé</translation>
    </message>
    <message>
        <source>Print again, as a duplicate</source>
        <translation>Réimprimer, en duplicata</translation>
    </message>
    <message>
        <source>The till stopped before the tickets of the last sale were printed.</source>
        <translation>La caisse s’est arrêtée avant l’impression des billets de la dernière vente.</translation>
    </message>
    <message>
        <source>They are sold and recorded.</source>
        <translation>Ils sont vendus et enregistrés.</translation>
    </message>
    <message>
        <source>Print them now for the customer.</source>
        <translation>Imprimez-les maintenant pour le client.</translation>
    </message>
    <message>
        <source>Print them</source>
        <translation>Les imprimer</translation>
    </message>
    <message>
        <source>The till stopped before the last receipt was printed.</source>
        <translation>La caisse s’est arrêtée avant l’impression du dernier ticket.</translation>
    </message>
    <message>
        <source>The sale is recorded.</source>
        <translation>La vente est enregistrée.</translation>
    </message>
    <message>
        <source>Print it now if the customer wants it; it is marked as a duplicate.</source>
        <translation>Imprimez-le maintenant si la clientèle le souhaite ; il porte la mention duplicata.</translation>
    </message>
    <message>
        <source>Print it</source>
        <translation>Imprimer</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>ok</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>attention</translation>
    </message>
    <message>
        <source>PROBLEM</source>
        <translation>PROBLÈME</translation>
    </message>
    <message>
        <source>Python</source>
        <translation>Python</translation>
    </message>
    <message>
        <source>Disk flush</source>
        <translation>Écriture disque</translation>
    </message>
    <message>
        <source>Disk space</source>
        <translation>Espace disque</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Horloge</translation>
    </message>
    <message>
        <source>SQLite</source>
        <translation>SQLite</translation>
    </message>
    <message>
        <source>Shop file</source>
        <translation>Fichier du magasin</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sauvegardes</translation>
    </message>
    <message>
        <source>{folder} cannot be written: {reason}.</source>
        <translation>Impossible d’écrire dans {folder} : {reason}.</translation>
    </message>
    <message>
        <source>{ms} ms: every sale waits that long. Use an internal disk.</source>
        <translation>{ms} ms : chaque vente attend autant. Utilisez un disque interne.</translation>
    </message>
    <message>
        <source>{ms} ms</source>
        <translation>{ms} ms</translation>
    </message>
    <message>
        <source>{gb} GB free in {folder}</source>
        <translation>{gb} Go libres dans {folder}</translation>
    </message>
    <message>
        <source>The folder {folder} is not there.</source>
        <translation>Le dossier {folder} n’existe pas.</translation>
    </message>
    <message>
        <source>{now}: this cannot be. Set the date of this machine.</source>
        <translation>{now} : c’est impossible. Réglez la date de cette machine.</translation>
    </message>
    <message>
        <source>{now}: the zone is UTC. Set the zone of the shop, or receipts show another hour.</source>
        <translation>{now} : le fuseau est UTC. Réglez le fuseau du magasin, sinon les tickets indiquent une autre heure.</translation>
    </message>
    <message>
        <source>{version}: before 3.51.3 two writers could damage a file. The till writes with one, so it is safe.</source>
        <translation>{version} : avant 3.51.3, deux programmes écrivant ensemble pouvaient abîmer un fichier. La caisse écrit seule, il n’y a donc pas de risque.</translation>
    </message>
    <message>
        <source>There is none at {path} yet: the till makes it.</source>
        <translation>Il n’y en a pas encore sous {path} : la caisse le crée.</translation>
    </message>
    <message>
        <source>{path} is damaged ({damage}). Restore the last backup.</source>
        <translation>{path} est abîmé ({damage}). Restaurez la dernière sauvegarde.</translation>
    </message>
    <message>
        <source>{path} cannot be written by this user.</source>
        <translation>Cet utilisateur ne peut pas écrire dans {path}.</translation>
    </message>
    <message>
        <source>{path}: {n} entries, schema {version}, sound</source>
        <translation>{path} : {n} écritures, schéma {version}, en bon état</translation>
    </message>
    <message>
        <source>{sound}; open in a till now.</source>
        <translation>{sound} ; ouvert dans une caisse en ce moment.</translation>
    </message>
    <message>
        <source>There is none in {folder} yet.</source>
        <translation>Il n’y en a pas encore dans {folder}.</translation>
    </message>
    <message>
        <source>The last is of {at}: {path}</source>
        <translation>La dernière est du {at} : {path}</translation>
    </message>
    <message>
        <source>None is set up: receipts are shown on the screen.</source>
        <translation>Aucune n’est configurée : les tickets s’affichent à l’écran.</translation>
    </message>
    <message>
        <source>It opens through the printer.</source>
        <translation>Il s’ouvre par l’imprimante.</translation>
    </message>
    <message>
        <source>{name}: reached; it does not tell how it is.</source>
        <translation>{name} : jointe ; elle n’indique pas son état.</translation>
    </message>
    <message>
        <source>{name}: there is no paper.</source>
        <translation>{name} : plus de papier.</translation>
    </message>
    <message>
        <source>{name}: its cover is open.</source>
        <translation>{name} : son capot est ouvert.</translation>
    </message>
    <message>
        <source>{name}: it is switched to pause.</source>
        <translation>{name} : elle est en pause.</translation>
    </message>
    <message>
        <source>{name}: the paper is nearly at its end.</source>
        <translation>{name} : le papier est presque fini.</translation>
    </message>
    <message>
        <source>{name}: ready.</source>
        <translation>{name} : prête.</translation>
    </message>
    <message>
        <source>None is set up.</source>
        <translation>Aucun n’est configuré.</translation>
    </message>
    <message>
        <source>It opens through the printer, which does not tell whether it is open.</source>
        <translation>Il s’ouvre par l’imprimante, qui n’indique pas s’il est ouvert.</translation>
    </message>
    <message>
        <source>It is open.</source>
        <translation>Il est ouvert.</translation>
    </message>
    <message>
        <source>It is closed.</source>
        <translation>Il est fermé.</translation>
    </message>
    <message>
        <source>Qt</source>
        <translation>Qt</translation>
    </message>
    <message>
        <source>Qt does not start: {cause}</source>
        <translation>Qt ne démarre pas : {cause}</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>Écran</translation>
    </message>
    <message>
        <source>There is none in this session: no window can be shown.</source>
        <translation>Il n’y en a pas dans cette session : aucune fenêtre ne peut s’afficher.</translation>
    </message>
    <message>
        <source>Fonts</source>
        <translation>Polices</translation>
    </message>
    <message>
        <source>No font is installed: no text can be shown. Install one, such as DejaVu or Inter.</source>
        <translation>Aucune police n’est installée : aucun texte ne peut s’afficher. Installez-en une, comme DejaVu ou Inter.</translation>
    </message>
    <message>
        <source>{family}: its figures differ in width, columns of amounts are uneven.</source>
        <translation>{family} : ses chiffres n’ont pas tous la même largeur, les colonnes de montants sont irrégulières.</translation>
    </message>
    <message>
        <source>{family}: none of the fonts the till is made for is installed.</source>
        <translation>{family} : aucune des polices prévues pour la caisse n’est installée.</translation>
    </message>
    <message>
        <source>{family}, figures of one width</source>
        <translation>{family}, chiffres de même largeur</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Imprimante</translation>
    </message>
    <message>
        <source>Drawer</source>
        <translation>Tiroir</translation>
    </message>
    <message>
        <source>{done} of {of} receipts, {rate} a second</source>
        <translation>{done} tickets sur {of}, {rate} par seconde</translation>
    </message>
    <message>
        <source>{receipts} receipts, {lines} lines, {returns} returns: {total} CHF, in {seconds} s ({rate} receipts/s)</source>
        <translation>{receipts} tickets, {lines} lignes, {returns} retours : {total} CHF, en {seconds} s ({rate} tickets/s)</translation>
    </message>
    <message>
        <source>{n} lines were recorded by an earlier replay and left as they are.</source>
        <translation>{n} lignes étaient déjà enregistrées par une relecture précédente et restent telles quelles.</translation>
    </message>
    <message>
        <source>{n} lines were not recorded:</source>
        <translation>{n} lignes n’ont pas été enregistrées :</translation>
    </message>
    <message>
        <source>  line {line}: {reason}</source>
        <translation>  ligne {line} : {reason}</translation>
    </message>
    <message>
        <source>  … and {n} more; --json FILE lists them all.</source>
        <translation>  … et {n} autres ; --json FILE les liste toutes.</translation>
    </message>
    <message>
        <source>The totals cannot be written to {path}. The sales are recorded.</source>
        <translation>Les totaux ne peuvent pas être écrits dans {path}. Les ventes sont enregistrées.</translation>
    </message>
    <message>
        <source>Something went wrong in this window.</source>
        <translation>Un problème est survenu dans cette fenêtre.</translation>
    </message>
    <message>
        <source>Everything recorded so far is safe in the shop file.</source>
        <translation>Tout ce qui a été enregistré jusqu’ici est à l’abri dans le fichier du magasin.</translation>
    </message>
    <message>
        <source>Go on selling. If it happens again, close the till and open it again; the log tells the rest.</source>
        <translation>Continuez à vendre. Si cela se reproduit, fermez la caisse et rouvrez-la ; les détails sont dans le fichier log.</translation>
    </message>
    <message>
        <source>no shop open</source>
        <translation>aucun magasin ouvert</translation>
    </message>
    <message>
        <source>Sent. Look at the paper.</source>
        <translation>Envoyé. Regardez le papier.</translation>
    </message>
    <message>
        <source>{name}: {entries} entries, {sales} sales, {incarnations} incarnations.</source>
        <translation>{name} : {entries} écritures, {sales} ventes, {incarnations} incarnations.</translation>
    </message>
    <message>
        <source>Everything is in order: chain, signatures, numbers, totals, and the tables follow from the journal.</source>
        <translation>Tout est en ordre : chaîne, signatures, numéros, totaux, et les tables découlent du journal.</translation>
    </message>
    <message>
        <source>{n} problems found. Nothing was changed. Keep this file and the backups.</source>
        <translation>{n} problèmes trouvés. Rien n’a été modifié. Gardez ce fichier et les sauvegardes.</translation>
    </message>
    <message>
        <source>No printer is set up.</source>
        <translation>Aucune imprimante n’est configurée.</translation>
    </message>
    <message>
        <source>No drawer is set up.</source>
        <translation>Aucun tiroir n’est configuré.</translation>
    </message>
    <message>
        <source>The drawer was not opened: it was too late.</source>
        <translation>Le tiroir n’a pas été ouvert : il était trop tard.</translation>
    </message>
    <message>
        <source>The printer stopped while printing: look at the paper.</source>
        <translation>L’imprimante s’est arrêtée en cours d’impression : regardez le papier.</translation>
    </message>
    <message>
        <source>The cover of the printer is open.</source>
        <translation>Le capot de l’imprimante est ouvert.</translation>
    </message>
    <message>
        <source>The printer is out of paper.</source>
        <translation>L’imprimante est sans papier.</translation>
    </message>
    <message>
        <source>The printer is off-line.</source>
        <translation>L’imprimante est hors ligne.</translation>
    </message>
    <message>
        <source>The printer is almost out of paper.</source>
        <translation>L’imprimante n’a presque plus de papier.</translation>
    </message>
    <message>
        <source>The printer is ready.</source>
        <translation>L’imprimante est prête.</translation>
    </message>
    <message>
        <source>The address of the printer is missing.</source>
        <translation>L’adresse de l’imprimante manque.</translation>
    </message>
    <message>
        <source>«{address}» is not a network address. It looks like 192.168.1.50:9100.</source>
        <translation>« {address} » n’est pas une adresse réseau. Exemple : 192.168.1.50:9100.</translation>
    </message>
    <message>
        <source>«{address}» is not a USB number. It looks like 04b8:0e15.</source>
        <translation>« {address} » n’est pas un numéro USB. Exemple : 04b8:0e15.</translation>
    </message>
    <message>
        <source>«{address}» is not a serial port. It looks like /dev/ttyUSB0@9600.</source>
        <translation>« {address} » n’est pas un port série. Exemple : /dev/ttyUSB0@9600.</translation>
    </message>
    <message>
        <source>The printer {name} was lost while printing.</source>
        <translation>La liaison avec l’imprimante {name} s’est perdue en cours d’impression.</translation>
    </message>
    <message>
        <source>The printer {name} does not answer.</source>
        <translation>L’imprimante {name} ne répond pas.</translation>
    </message>
    <message>
        <source>This machine lacks libusb, which printing on USB needs.</source>
        <translation>Il manque libusb sur cette machine, nécessaire pour imprimer par USB.</translation>
    </message>
    <message>
        <source>Windows printer queues work on Windows only, with pywin32 installed.</source>
        <translation>Les files d’impression Windows ne marchent que sous Windows, avec pywin32 installé.</translation>
    </message>
    <message>
        <source>This sheet has {n} labels: start at 1 to {n}.</source>
        <translation>Cette feuille a {n} étiquettes : commencez de 1 à {n}.</translation>
    </message>
    <message>
        <source>There is no label to print. Choose articles first.</source>
        <translation>Il n’y a aucune étiquette à imprimer. Choisissez d’abord des articles.</translation>
    </message>
    <message>
        <source>The file {name} cannot be written here. Choose another folder.</source>
        <translation>Le fichier {name} ne peut pas être écrit ici. Choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>Receipt {number}</source>
        <translation>Ticket {number}</translation>
    </message>
    <message>
        <source>VAT</source>
        <translation>TVA</translation>
    </message>
    <message>
        <source>Gross</source>
        <translation>Brut</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>Net</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>Impôt</translation>
    </message>
    <message>
        <source>TRAINING - not a receipt</source>
        <translation>ENTRAÎNEMENT - pas un ticket</translation>
    </message>
    <message>
        <source>DUPLICATE {n}</source>
        <translation>DUPLICATA {n}</translation>
    </message>
    <message>
        <source>REFUND</source>
        <translation>REMBOURSEMENT</translation>
    </message>
    <message>
        <source>of receipt {number}</source>
        <translation>du ticket {number}</translation>
    </message>
    <message>
        <source>Reason: {reason}</source>
        <translation>Motif : {reason}</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>Till {code}</source>
        <translation>Caisse {code}</translation>
    </message>
    <message>
        <source>Served by</source>
        <translation>Servi par</translation>
    </message>
    <message>
        <source>instead of {price}</source>
        <translation>au lieu de {price}</translation>
    </message>
    <message>
        <source>at {price} each</source>
        <translation>à {price} pièce</translation>
    </message>
    <message>
        <source>Buyer</source>
        <translation>Acheteur</translation>
    </message>
    <message>
        <source>{n} pieces</source>
        <translation>{n} pièces</translation>
    </message>
    <message>
        <source>h</source>
        <translation>h</translation>
    </message>
    <message>
        <source>(net, tare {weight})</source>
        <translation>(net, tare {weight})</translation>
    </message>
    <message>
        <source>price on the label</source>
        <translation>prix de l’étiquette</translation>
    </message>
    <message>
        <source>member price, instead of {price}</source>
        <translation>prix membre, au lieu de {price}</translation>
    </message>
    <message>
        <source>eaten here</source>
        <translation>sur place</translation>
    </message>
    <message>
        <source>Discount on the whole</source>
        <translation>Rabais sur le tout</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Rabais</translation>
    </message>
    <message>
        <source>Discount on the whole {rate}</source>
        <translation>Rabais sur le tout {rate}</translation>
    </message>
    <message>
        <source>Discount {rate}</source>
        <translation>Rabais {rate}</translation>
    </message>
    <message>
        <source>TOTAL CHF</source>
        <translation>TOTAL CHF</translation>
    </message>
    <message>
        <source>Cash rounding</source>
        <translation>Arrondi des espèces</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Rendu</translation>
    </message>
    <message>
        <source>at {rate} on {day}</source>
        <translation>à {rate} le {day}</translation>
    </message>
    <message>
        <source>at {rate}</source>
        <translation>à {rate}</translation>
    </message>
    <message>
        <source>Reference {text}</source>
        <translation>Référence {text}</translation>
    </message>
    <message>
        <source>Recipient (name and address):</source>
        <translation>Destinataire (nom et adresse) :</translation>
    </message>
    <message>
        <source>Bring it to return an article.</source>
        <translation>À présenter pour rendre un article.</translation>
    </message>
    <message>
        <source>Z report {n}</source>
        <translation>Rapport Z {n}</translation>
    </message>
    <message>
        <source>X report</source>
        <translation>Rapport X</translation>
    </message>
    <message>
        <source>A reading: the day stays open</source>
        <translation>Une lecture : la journée reste ouverte</translation>
    </message>
    <message>
        <source>Till</source>
        <translation>Caisse</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Journée</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Ouverture</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Fermeture</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lecture</translation>
    </message>
    <message>
        <source>First receipt</source>
        <translation>Premier ticket</translation>
    </message>
    <message>
        <source>Last receipt</source>
        <translation>Dernier ticket</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>Tickets</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>Turnover</source>
        <translation>Chiffre d’affaires</translation>
    </message>
    <message>
        <source>Sales ({n})</source>
        <translation>Ventes ({n})</translation>
    </message>
    <message>
        <source>Refunds ({n})</source>
        <translation>Remboursements ({n})</translation>
    </message>
    <message>
        <source>To be received</source>
        <translation>À encaisser</translation>
    </message>
    <message>
        <source>Lines sold and returned</source>
        <translation>Lignes vendues et reprises</translation>
    </message>
    <message>
        <source>Discounts granted, already deducted</source>
        <translation>Rabais accordés, déjà déduites</translation>
    </message>
    <message>
        <source>Tax in all</source>
        <translation>Impôt en tout</translation>
    </message>
    <message>
        <source>Tax due at the net rate of {rate}</source>
        <translation>Impôt dû au TDFN de {rate}</translation>
    </message>
    <message>
        <source>Means of payment, change deducted</source>
        <translation>Moyens de paiement, rendu déduit</translation>
    </message>
    <message>
        <source>In all, in CHF</source>
        <translation>En tout, en CHF</translation>
    </message>
    <message>
        <source>worth</source>
        <translation>soit</translation>
    </message>
    <message>
        <source>Money in and out</source>
        <translation>Entrées et sorties</translation>
    </message>
    <message>
        <source>Drawer, not counted</source>
        <translation>Tiroir, non compté</translation>
    </message>
    <message>
        <source>Float</source>
        <translation>Fonds de caisse</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Attendu</translation>
    </message>
    <message>
        <source>Drawer {currency}</source>
        <translation>Tiroir {currency}</translation>
    </message>
    <message>
        <source>Sales, refunds, moves</source>
        <translation>Ventes, remboursements, mouvements</translation>
    </message>
    <message>
        <source>Counted, twice</source>
        <translation>Compté, deux fois</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Compté</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Écart</translation>
    </message>
    <message>
        <source>Stays in the drawer</source>
        <translation>Reste dans le tiroir</translation>
    </message>
    <message>
        <source>Taken out</source>
        <translation>Retiré</translation>
    </message>
    <message>
        <source>Since the till began</source>
        <translation>Depuis les débuts de la caisse</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>Ventes</translation>
    </message>
    <message>
        <source>Refunds</source>
        <translation>Remboursements</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Écritures</translation>
    </message>
    <message>
        <source>Its fingerprint; keep this paper:</source>
        <translation>Son empreinte ; gardez ce papier :</translation>
    </message>
    <message>
        <source>Printer test</source>
        <translation>Test d’imprimante</translation>
    </message>
    <message>
        <source>The longest line that fits tells the number of columns:</source>
        <translation>La plus longue ligne qui tient donne le nombre de colonnes :</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Gauche</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Droite</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>Gras</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>Grand</translation>
    </message>
    <message>
        <source>Both codes can be scanned; the paper is cut below.</source>
        <translation>Les deux codes se scannent ; le papier est coupé dessous.</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Espèces</translation>
    </message>
    <message>
        <source>Cash in euros</source>
        <translation>Espèces en euros</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Carte</translation>
    </message>
    <message>
        <source>Léman notes</source>
        <translation>Léman billets</translation>
    </message>
    <message>
        <source>The code {code} was misread (its check digit is wrong). Scan it again.</source>
        <translation>Le code {code} a été mal lu (son chiffre de contrôle est faux). Scannez-le à nouveau.</translation>
    </message>
    <message>
        <source>«{text}» is not a valid UID. It looks like CHE-123.456.788.</source>
        <translation>« {text} » n’est pas un numéro IDE valable. Exemple : CHE-123.456.788.</translation>
    </message>
    <message>
        <source>This line is no longer in the basket.</source>
        <translation>Cette ligne n’est plus dans le panier.</translation>
    </message>
    <message>
        <source>A ticket holds {n} lines. Take the payment and start another.</source>
        <translation>Un ticket contient {n} lignes. Encaissez et commencez-en un autre.</translation>
    </message>
    <message>
        <source>{pack} is sold whole at this price. Scan a single piece for less.</source>
        <translation>{pack} se vend entier à ce prix. Pour moins, scannez une pièce.</translation>
    </message>
    <message>
        <source>A price is not negative. To take an article back, set its quantity to −1.</source>
        <translation>Un prix n’est pas négatif. Pour reprendre un article, mettez sa quantité à −1.</translation>
    </message>
    <message>
        <source>{name} costs at least {floor}: that much the shop needs. Choose a price from there on.</source>
        <translation>{name} coûte au moins {floor} : c’est ce qu’il faut au magasin. Choisissez un prix à partir de là.</translation>
    </message>
    <message>
        <source>A deposit is given back in full: it takes no discount.</source>
        <translation>Une consigne est rendue en entier : pas de remise.</translation>
    </message>
    <message>
        <source>This till does not take {code}.</source>
        <translation>Cette caisse ne prend pas {code}.</translation>
    </message>
    <message>
        <source>«{text}» is not an exchange rate. Write it like 0.9412.</source>
        <translation>« {text} » n’est pas un cours de change. Écrivez par exemple 0.9412.</translation>
    </message>
    <message>
        <source>There is no {currency} note or coin of {piece}.</source>
        <translation>Il n’existe ni billet ni pièce {currency} de {piece}.</translation>
    </message>
    <message>
        <source>{number} pieces cannot be in a drawer.</source>
        <translation>{number} pièces ne peuvent pas être dans un tiroir.</translation>
    </message>
    <message>
        <source>Enter the amount that goes in or out.</source>
        <translation>Saisissez le montant qui entre ou qui sort.</translation>
    </message>
    <message>
        <source>Say why the money goes in or out: the accountant will ask.</source>
        <translation>Dites pourquoi l’argent entre ou sort : la comptabilité le demandera.</translation>
    </message>
    <message>
        <source>This amount is too large: at most {limit} fits on a ticket.</source>
        <translation>Ce montant est trop grand : au plus {limit} sur un ticket.</translation>
    </message>
    <message>
        <source>«{text}» is not an amount. Write it like 12.50.</source>
        <translation>« {text} » n’est pas un montant. Écrivez par exemple 12.50.</translation>
    </message>
    <message>
        <source>A discount of {discount} is more than the price, {price}.</source>
        <translation>Une remise de {discount} dépasse le prix, {price}.</translation>
    </message>
    <message>
        <source>A discount is either a percentage or an amount.</source>
        <translation>Une remise est soit un pourcentage, soit un montant.</translation>
    </message>
    <message>
        <source>A discount is between 0 and 100 %.</source>
        <translation>Une remise est entre 0 et 100 %.</translation>
    </message>
    <message>
        <source>A discount is an amount above zero.</source>
        <translation>Une remise est un montant supérieur à zéro.</translation>
    </message>
    <message>
        <source>An article needs a name.</source>
        <translation>Un article a besoin d’un nom.</translation>
    </message>
    <message>
        <source>The name «{name}…» is too long: at most 120 characters.</source>
        <translation>Le nom « {name}… » est trop long : au plus 120 caractères.</translation>
    </message>
    <message>
        <source>A pack of {name} needs a code and a number of pieces.</source>
        <translation>Un emballage de {name} a besoin d’un code et d’un nombre de pièces.</translation>
    </message>
    <message>
        <source>The code {code} of a pack is also that of one piece.</source>
        <translation>Le code {code} d’un emballage est aussi celui d’une pièce.</translation>
    </message>
    <message>
        <source>A kit is made of other articles, at least one of each.</source>
        <translation>Un lot est fait d’autres articles, au moins un de chaque.</translation>
    </message>
    <message>
        <source>«{unit}» is not a unit of sale.</source>
        <translation>« {unit} » n’est pas une unité de vente.</translation>
    </message>
    <message>
        <source>«{kind}» is not a kind of article.</source>
        <translation>« {kind} » n’est pas une sorte d’article.</translation>
    </message>
    <message>
        <source>«{code}» is not a VAT code of this till.</source>
        <translation>« {code} » n’est pas un code TVA de cette caisse.</translation>
    </message>
    <message>
        <source>«{unit}» is not a unit of content.</source>
        <translation>« {unit} » n’est pas une unité de contenu.</translation>
    </message>
    <message>
        <source>A ticket needs its event: name, day, hour and how long it lets in.</source>
        <translation>Un billet a besoin de son événement : nom, jour, heure et durée d’entrée.</translation>
    </message>
    <message>
        <source>This column cannot be emptied.</source>
        <translation>Cette colonne ne peut pas être vidée.</translation>
    </message>
    <message>
        <source>The description is too long: at most 4000 characters.</source>
        <translation>La description est trop longue : au plus 4000 caractères.</translation>
    </message>
    <message>
        <source>The address for the portal begins with https://</source>
        <translation>L’adresse pour le portail commence par https://</translation>
    </message>
    <message>
        <source>Only an article of the kind «ticket» lets in to an event.</source>
        <translation>Seul un article du genre « billet » donne accès à un événement.</translation>
    </message>
    <message>
        <source>The price of {name} is negative; only returned deposits may be.</source>
        <translation>Le prix de {name} est négatif ; seules les consignes rendues peuvent l’être.</translation>
    </message>
    <message>
        <source>This quantity is too large: at most {limit} on one line.</source>
        <translation>Cette quantité est trop grande : au plus {limit} par ligne.</translation>
    </message>
    <message>
        <source>This article is not sold by weight.</source>
        <translation>Cet article ne se vend pas au poids.</translation>
    </message>
    <message>
        <source>«{text}» is not a weight in grams. Write it like 486.</source>
        <translation>« {text} » n’est pas un poids en grammes. Écrivez par exemple 486.</translation>
    </message>
    <message>
        <source>«{text}» is not a quantity. Write it like 2 or 0.486.</source>
        <translation>« {text} » n’est pas une quantité. Écrivez par exemple 2 ou 0.486.</translation>
    </message>
    <message>
        <source>A quantity of zero sells nothing. Remove the line instead.</source>
        <translation>Une quantité de zéro ne vend rien. Retirez plutôt la ligne.</translation>
    </message>
    <message>
        <source>A refund is not refunded. Find the original sale.</source>
        <translation>Un remboursement ne se rembourse pas. Retrouvez la vente d’origine.</translation>
    </message>
    <message>
        <source>{name}: no more can come back than was sold.</source>
        <translation>{name} : on ne peut pas reprendre plus que ce qui a été vendu.</translation>
    </message>
    <message>
        <source>Choose what comes back first.</source>
        <translation>Choisissez d’abord ce qui est repris.</translation>
    </message>
    <message>
        <source>The shop needs a name: it is printed on every receipt.</source>
        <translation>Le magasin a besoin d’un nom : il est imprimé sur chaque ticket.</translation>
    </message>
    <message>
        <source>The till&apos;s code is 1 to 4 letters or digits, like C1.</source>
        <translation>Le code de la caisse compte 1 à 4 lettres ou chiffres, comme C1.</translation>
    </message>
    <message>
        <source>A shop registered for VAT prints its number (CHE-…) on every receipt: enter it.</source>
        <translation>Un magasin assujetti à la TVA imprime son numéro (CHE-…) sur chaque ticket : saisissez-le.</translation>
    </message>
    <message>
        <source>Enter the net tax rate that the tax administration granted, between 0.1 and 10 %.</source>
        <translation>Saisissez le taux de la dette fiscale nette (TDFN) accordé par l’administration fiscale, entre 0.1 et 10 %.</translation>
    </message>
    <message>
        <source>There is no EUR rate yet. Enter today&apos;s rate in the settings.</source>
        <translation>Il n’y a pas encore de cours EUR. Saisissez le cours du jour dans les réglages.</translation>
    </message>
    <message>
        <source>This shop does not take this means of payment.</source>
        <translation>Ce magasin ne prend pas ce moyen de paiement.</translation>
    </message>
    <message>
        <source>What is received is an amount above zero.</source>
        <translation>Ce qui est reçu est un montant au-dessus de zéro.</translation>
    </message>
    <message>
        <source>There is nothing to receive: this ticket pays out {amount}.</source>
        <translation>Il n’y a rien à recevoir : ce ticket rend {amount}.</translation>
    </message>
    <message>
        <source>By card or TWINT no more than the rest can be taken: {rest}.</source>
        <translation>Par carte ou TWINT, pas plus que le reste : {rest}.</translation>
    </message>
    <message>
        <source>There are no coins under 5 centimes: enter an amount like {like}.</source>
        <translation>Il n’y a pas de pièce sous 5 centimes : saisissez un montant comme {like}.</translation>
    </message>
    <message>
        <source>{rest} is still to be paid.</source>
        <translation>Il reste {rest} à payer.</translation>
    </message>
    <message>
        <source>What is handed out must be {amount} in all.</source>
        <translation>Ce qui est remis doit faire {amount} en tout.</translation>
    </message>
    <message>
        <source>There is no such Léman note. The notes are {notes}.</source>
        <translation>Ce billet de Léman n’existe pas. Les billets sont {notes}.</translation>
    </message>
    <message>
        <source>This shop takes at most {limit} LEM per sale; {rest} LEM can still be taken.</source>
        <translation>Ce magasin prend au plus {limit} LEM par vente ; il reste {rest} LEM possibles.</translation>
    </message>
    <message>
        <source>No change is given on Léman notes: take at most {rest} LEM.</source>
        <translation>On ne rend pas la monnaie sur les billets Léman : prenez au plus {rest} LEM.</translation>
    </message>
    <message>
        <source>No change is given on Léman notes: take {over} less.</source>
        <translation>On ne rend pas la monnaie sur les billets Léman : prenez {over} de moins.</translation>
    </message>
    <message>
        <source>There is no VAT rate for the code {code} on {day}. Check the settings.</source>
        <translation>Il n’y a pas de taux de TVA pour le code {code} le {day}. Vérifiez les réglages.</translation>
    </message>
    <message>
        <source>A variant needs the name of its family and what tells it apart, like «L, blue».</source>
        <translation>Une variante a besoin du nom de sa famille et de ce qui la distingue, comme « L, bleu ».</translation>
    </message>
    <message>
        <source>{name} was changed meanwhile. Look at it again before you save.</source>
        <translation>{name} a été modifié entre-temps. Regardez avant d’enregistrer.</translation>
    </message>
    <message>
        <source>A category needs a name.</source>
        <translation>Une catégorie a besoin d’un nom.</translation>
    </message>
    <message>
        <source>There is a category {name} already.</source>
        <translation>La catégorie {name} existe déjà.</translation>
    </message>
    <message>
        <source>A float is not negative.</source>
        <translation>Un fond de caisse n’est pas négatif.</translation>
    </message>
    <message>
        <source>The day is already open.</source>
        <translation>La journée est déjà ouverte.</translation>
    </message>
    <message>
        <source>There is only {amount} {currency} in the drawer.</source>
        <translation>Il n’y a que {amount} {currency} dans le tiroir.</translation>
    </message>
    <message>
        <source>Say why the drawer is opened.</source>
        <translation>Dites pourquoi le tiroir est ouvert.</translation>
    </message>
    <message>
        <source>Count the {currency} drawer too, even when it is empty.</source>
        <translation>Comptez aussi le tiroir {currency}, même s’il est vide.</translation>
    </message>
    <message>
        <source>The day is not open yet.</source>
        <translation>La journée n’est pas encore ouverte.</translation>
    </message>
    <message>
        <source>At most {amount} {currency} can stay in the drawer: that is what was counted.</source>
        <translation>Au plus {amount} {currency} peuvent rester dans le tiroir : c’est ce qui a été compté.</translation>
    </message>
    <message>
        <source>The basket is empty: there is nothing to park.</source>
        <translation>Le panier est vide : il n’y a rien à mettre en attente.</translation>
    </message>
    <message>
        <source>This basket is no longer parked.</source>
        <translation>Ce panier n’est plus en attente.</translation>
    </message>
    <message>
        <source>Enter a name.</source>
        <translation>Saisissez un nom.</translation>
    </message>
    <message>
        <source>A PIN is 4 to 8 digits.</source>
        <translation>Un code PIN a 4 à 8 chiffres.</translation>
    </message>
    <message>
        <source>{name} is already on the team.</source>
        <translation>{name} est déjà dans l’équipe.</translation>
    </message>
    <message>
        <source>This PIN is not right. Nothing changed.</source>
        <translation>Ce code PIN n’est pas juste. Rien n’a changé.</translation>
    </message>
    <message>
        <source>No printer is set up. The sale is recorded. Choose a printer in the settings, or make a PDF.</source>
        <translation>Aucune imprimante n’est configurée. La vente est enregistrée. Choisissez une imprimante dans les réglages, ou faites un PDF.</translation>
    </message>
    <message>
        <source>This ticket is not in the shop file.</source>
        <translation>Ce ticket n’est pas dans le fichier du magasin.</translation>
    </message>
    <message>
        <source>These lines were paid out, not in: there is nothing to give back.</source>
        <translation>Ces lignes ont été versées, pas encaissées : il n’y a rien à rendre.</translation>
    </message>
    <message>
        <source>The day is not open yet. Open it with the float, then refund.</source>
        <translation>La journée n’est pas encore ouverte. Ouvrez-la avec le fond de caisse, puis remboursez.</translation>
    </message>
    <message>
        <source>A training ticket was never paid: there is nothing to give back.</source>
        <translation>Un ticket d’entraînement n’a jamais été payé : il n’y a rien à rendre.</translation>
    </message>
    <message>
        <source>The day is open in this shop file. Close it at the till, then replay.</source>
        <translation>La journée est ouverte dans ce fichier. Fermez-la à la caisse, puis rejouez.</translation>
    </message>
    <message>
        <source>There is no price for «{item}». Give one in the column unit_price or in a price list.</source>
        <translation>Il n’y a pas de prix pour « {item} ». Donnez-en un dans la colonne unit_price ou dans une liste de prix.</translation>
    </message>
    <message>
        <source>Cash put in for the returns of a replay</source>
        <translation>Espèces ajoutées pour les retours d’une reprise</translation>
    </message>
    <message>
        <source>{name} has no column «{column}». The columns are receipt, at, item, quantity, unit_price and tender.</source>
        <translation>{name} n’a pas de colonne « {column} ». Les colonnes sont receipt, at, item, quantity, unit_price et tender.</translation>
    </message>
    <message>
        <source>{name} is no price list: its columns are item and price.</source>
        <translation>{name} n’est pas une liste de prix : ses colonnes sont item et price.</translation>
    </message>
    <message>
        <source>Line {line} of {name}: {reason}</source>
        <translation>Ligne {line} de {name} : {reason}</translation>
    </message>
    <message>
        <source>«{text}» is not a date and time. Write it like 2026-11-23 08:15 or 23.11.2026 08:15.</source>
        <translation>« {text} » n’est pas une date avec l’heure. Écrivez 2026-11-23 08:15 ou 23.11.2026 08:15.</translation>
    </message>
    <message>
        <source>The year {year} cannot be replayed: from {oldest} to {newest}.</source>
        <translation>L’année {year} ne peut pas être rejouée : de {oldest} à {newest}.</translation>
    </message>
    <message>
        <source>The file {name} cannot be read. Check its name and folder.</source>
        <translation>Le fichier {name} ne peut pas être lu. Vérifiez son nom et son dossier.</translation>
    </message>
    <message>
        <source>This line cannot be split into columns.</source>
        <translation>Cette ligne ne se découpe pas en colonnes.</translation>
    </message>
    <message>
        <source>This line has more columns than the first one. Put texts that hold a separator in quotes.</source>
        <translation>Cette ligne a plus de colonnes que la première. Mettez entre guillemets les textes qui contiennent un séparateur.</translation>
    </message>
    <message>
        <source>The column «{column}» is empty.</source>
        <translation>La colonne « {column} » est vide.</translation>
    </message>
    <message>
        <source>The column «{column}» holds control characters.</source>
        <translation>La colonne « {column} » contient des caractères de contrôle.</translation>
    </message>
    <message>
        <source>A price is not negative. A return has a negative quantity.</source>
        <translation>Un prix n’est pas négatif. Un retour a une quantité négative.</translation>
    </message>
    <message>
        <source>«{tender}» is not a means of payment. They are cash, card, twint, lem and eur.</source>
        <translation>« {tender} » n’est pas un moyen de paiement. Ce sont cash, card, twint, lem et eur.</translation>
    </message>
    <message>
        <source>The label {code} names the article {plu}, which this shop does not have. Nothing was added.</source>
        <translation>L’étiquette {code} désigne l’article {plu}, que ce magasin n’a pas. Rien n’a été ajouté.</translation>
    </message>
    <message>
        <source>{name} is archived: it is no longer sold. Nothing was added. Bring it back in the articles to sell it.</source>
        <translation>{name} est archivé : il ne se vend plus. Rien n’a été ajouté. Pour le vendre, remettez-le en service dans les articles.</translation>
    </message>
    <message>
        <source>No article carries the code {code}. Nothing was added. Search it by name, or create the article.</source>
        <translation>Aucun article n’a le code {code}. Rien n’a été ajouté. Cherchez-le par son nom, ou créez l’article.</translation>
    </message>
    <message>
        <source>{name} has no fixed price: enter it.</source>
        <translation>{name} n’a pas de prix fixe : saisissez-le.</translation>
    </message>
    <message>
        <source>The basket is empty: scan or choose an article first.</source>
        <translation>Le panier est vide : scannez ou choisissez d’abord un article.</translation>
    </message>
    <message>
        <source>The day is not open yet. Open it with the float, then take the payment.</source>
        <translation>La journée n’est pas encore ouverte. Ouvrez-la avec le fond de caisse, puis encaissez.</translation>
    </message>
    <message>
        <source>To take euros, enter the rate: how many francs one euro is worth.</source>
        <translation>Pour prendre des euros, saisissez le taux : combien de francs vaut un euro.</translation>
    </message>
    <message>
        <source>Failed: {checks}</source>
        <translation>Échec : {checks}</translation>
    </message>
    <message>
        <source>The tests need system packages that are missing.</source>
        <translation>Il manque aux tests des paquets du système.</translation>
    </message>
    <message>
        <source>The tests that use it are skipped.</source>
        <translation>Les essais qui s’en servent sont sautés.</translation>
    </message>
    <message>
        <source>printer emulator</source>
        <translation>émulateur d’imprimante</translation>
    </message>
    <message>
        <source>The printer emulator needs Python 3.13 or newer, and none was found.</source>
        <translation>L’émulateur d’imprimante demande Python 3.13 ou plus récent, introuvable ici.</translation>
    </message>
    <message>
        <source>Setting up the printer emulator in {folder}.</source>
        <translation>Mise en place de l’émulateur d’imprimante dans {folder}.</translation>
    </message>
    <message>
        <source>The printer emulator is not in {folder}.</source>
        <translation>L’émulateur d’imprimante n’est pas dans {folder}.</translation>
    </message>
    <message>
        <source>The printer emulator needs Python 3.13.</source>
        <translation>L’émulateur d’imprimante demande Python 3.13.</translation>
    </message>
    <message>
        <source>The last set-up was interrupted: starting it again.</source>
        <translation>La dernière mise en place a été interrompue : elle recommence.</translation>
    </message>
    <message>
        <source>{folder} is not a Python environment, so it is left alone. Move it away, then run the same command again.</source>
        <translation>{folder} n’est pas un environnement Python : il n’est pas touché. Déplacez-le, puis relancez la même commande.</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be made: {error}</source>
        <translation>Le dossier {folder} ne peut pas être créé : {error}</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be written: {error}</source>
        <translation>Le dossier {folder} ne peut pas être écrit : {error}</translation>
    </message>
    <message>
        <source>{folder} is a link, so it is left alone. Remove it yourself.</source>
        <translation>{folder} est un lien : il n’est pas touché. Retirez-le vous-même.</translation>
    </message>
    <message>
        <source>Python could not make its environment: {reason}</source>
        <translation>Python n’a pas pu créer son environnement : {reason}</translation>
    </message>
    <message>
        <source>Setting up Comptoir in {folder}. This happens once.</source>
        <translation>Mise en place de Comptoir dans {folder}. Cela n’arrive qu’une fois.</translation>
    </message>
    <message>
        <source>Qt starts ({platform}).</source>
        <translation>Qt démarre ({platform}).</translation>
    </message>
    <message>
        <source>Qt does not start ({platform}): {detail}</source>
        <translation>Qt ne démarre pas ({platform}) : {detail}</translation>
    </message>
    <message>
        <source>This Python lacks its venv module.</source>
        <translation>Il manque à ce Python son module venv.</translation>
    </message>
    <message>
        <source>The till needs Python&apos;s venv module. Run this, then the same command again: {line}</source>
        <translation>La caisse a besoin du module venv de Python. Lancez ceci, puis de nouveau la même commande : {line}</translation>
    </message>
    <message>
        <source>Another set-up is running: waiting for it.</source>
        <translation>Une autre mise en place est en cours : on l’attend.</translation>
    </message>
    <message>
        <source>uv could not install the packages; trying with pip.</source>
        <translation>uv n’a pas pu installer les paquets ; essai avec pip.</translation>
    </message>
    <message>
        <source>A downloaded package is not the one expected, so nothing was installed. Try on another network, and tell us if it happens again.</source>
        <translation>Un paquet téléchargé n’est pas celui attendu : rien n’a été installé. Essayez sur un autre réseau, et dites-le-nous si cela se répète.</translation>
    </message>
    <message>
        <source>The disk is full: about 700 MB are needed. Make room, then run the same command again.</source>
        <translation>Le disque est plein : il faut environ 700 Mo. Faites de la place, puis relancez la même commande.</translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation>sans raison donnée</translation>
    </message>
    <message>
        <source>The packages could not be installed ({reason}). Check the network, then run the same command again.</source>
        <translation>Les paquets n’ont pas pu être installés ({reason}). Vérifiez le réseau, puis relancez la même commande.</translation>
    </message>
    <message>
        <source>Looking for the packages</source>
        <translation>Recherche des paquets</translation>
    </message>
    <message>
        <source>Unpacking</source>
        <translation>Déballage</translation>
    </message>
    <message>
        <source>The screen needs libraries that this system lacks.</source>
        <translation>L’écran a besoin de bibliothèques absentes de ce système.</translation>
    </message>
    <message>
        <source>The screen needs libraries that this system lacks. Please run: {line}</source>
        <translation>L’écran a besoin de bibliothèques absentes de ce système. Lancez : {line}</translation>
    </message>
    <message>
        <source>{why} Missing system packages: {line}</source>
        <translation>{why} Paquets manquants : {line}</translation>
    </message>
    <message>
        <source>{why} Installing: {line}</source>
        <translation>{why} Installation : {line}</translation>
    </message>
    <message>
        <source>The system packages could not be installed. By hand: {line}</source>
        <translation>Les paquets du système n’ont pas pu être installés. À la main : {line}</translation>
    </message>
    <message>
        <source>{why} Please run: {line}</source>
        <translation>{why} Lancez : {line}</translation>
    </message>
    <message>
        <source>{why} This installs what is missing:</source>
        <translation>{why} Ceci installe ce qui manque :</translation>
    </message>
    <message>
        <source>Run it now? [y/N] </source>
        <translation>Le lancer maintenant ? [o/N] </translation>
    </message>
    <message>
        <source>There is no shop file at {path}. Check the folder.</source>
        <translation>Il n’y a pas de fichier du magasin à {path}. Vérifiez le dossier.</translation>
    </message>
    <message>
        <source>A backup needs another name or folder than the shop file itself.</source>
        <translation>Une sauvegarde demande un autre nom ou un autre dossier que le fichier du magasin.</translation>
    </message>
    <message>
        <source>«{year}» is not a year. Write it like 2026.</source>
        <translation>« {year} » n’est pas une année. Écrivez par exemple 2026.</translation>
    </message>
    <message>
        <source>There is no folder {folder}. Nothing was made.</source>
        <translation>Le dossier {folder} n’existe pas. Rien n’a été fait.</translation>
    </message>
    <message>
        <source>There is no backup at {path}. Check the folder.</source>
        <translation>Il n’y a pas de sauvegarde à {path}. Vérifiez le dossier.</translation>
    </message>
    <message>
        <source>{path} is a folder: say the name of the shop file to make.</source>
        <translation>{path} est un dossier : donnez le nom du fichier du magasin à créer.</translation>
    </message>
    <message>
        <source>There is a shop file at {path} already. Nothing was changed. Move it away first, or choose another name.</source>
        <translation>Il y a déjà un fichier du magasin à {path}. Rien n’a changé. Déplacez-le d’abord, ou choisissez un autre nom.</translation>
    </message>
    <message>
        <source>{path} exists already. Nothing was changed. Choose another name.</source>
        <translation>{path} existe déjà. Rien n’a changé. Choisissez un autre nom.</translation>
    </message>
    <message>
        <source>This is no shop file of Comptoir. Nothing was changed.</source>
        <translation>Ce n’est pas un fichier de magasin Comptoir. Rien n’a changé.</translation>
    </message>
    <message>
        <source>The journal is damaged at entry {name}: {cause} Run verify on it, and keep the older backups.</source>
        <translation>Le journal est abîmé à l’écriture {name} : {cause} Lancez verify dessus, et gardez les sauvegardes plus anciennes.</translation>
    </message>
    <message>
        <source>There is no journal in this file: it was never used as a shop.</source>
        <translation>Il n’y a pas de journal dans ce fichier : il n’a jamais servi de magasin.</translation>
    </message>
    <message>
        <source>The note {name} beside the backup cannot be read. Nothing was restored. Take another backup.</source>
        <translation>La fiche {name} à côté de la sauvegarde ne peut pas être lue. Rien n’a été restauré. Prenez une autre sauvegarde.</translation>
    </message>
    <message>
        <source>The backup {name} was changed since it was made. Nothing was restored. Take another backup.</source>
        <translation>La sauvegarde {name} a été modifiée depuis. Rien n’a été restauré. Prenez une autre sauvegarde.</translation>
    </message>
    <message>
        <source>The note {name} belongs to another backup. Nothing was restored.</source>
        <translation>La fiche {name} va avec une autre sauvegarde. Rien n’a été restauré.</translation>
    </message>
    <message>
        <source>There is no room left in {folder}. No half copy was left. Free some space there, or choose another disk.</source>
        <translation>Il n’y a plus de place dans {folder}. Aucune copie partielle n’est restée. Libérez de la place, ou choisissez un autre disque.</translation>
    </message>
    <message>
        <source>{folder} cannot be written. Nothing was made. Choose another folder.</source>
        <translation>{folder} ne peut pas être écrit. Rien n’a été fait. Choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>The file is damaged or is no shop file: it cannot be copied. Nothing was made.</source>
        <translation>Le fichier est abîmé ou n’est pas un fichier de magasin : il ne peut pas être copié. Rien n’a été fait.</translation>
    </message>
    <message>
        <source>The copy in {folder} failed ({reason}). Nothing was left of it.</source>
        <translation>La copie dans {folder} a échoué ({reason}). Il n’en reste rien.</translation>
    </message>
    <message>
        <source>The disk failed to read or write {name}: it is full or wearing out. Nothing of this was recorded; everything before it is safe. Free some space, back up to another disk, then try again.</source>
        <translation>Le disque n’a pas pu lire ou écrire {name} : il est plein ou s’use. Rien de ceci n’a été enregistré ; tout ce qui précède est sauf. Libérez de la place, sauvegardez sur un autre disque, puis réessayez.</translation>
    </message>
    <message>
        <source>The disk cannot take more ({name}). Nothing of this was recorded; everything before it is safe. Free some space, then try again.</source>
        <translation>Le disque n’accepte plus rien ({name}). Rien de ceci n’a été enregistré ; tout ce qui précède est sauf. Libérez de la place, puis réessayez.</translation>
    </message>
    <message>
        <source>The shop file {name} cannot be written. Nothing was lost. Give this user write access to its folder, then start again.</source>
        <translation>Le fichier du magasin {name} ne peut pas être écrit. Rien n’est perdu. Donnez à cet utilisateur le droit d’écrire dans son dossier, puis relancez.</translation>
    </message>
    <message>
        <source>The shop file {name} is held by another program. Close it, then try again.</source>
        <translation>Le fichier du magasin {name} est tenu par un autre programme. Fermez-le, puis réessayez.</translation>
    </message>
    <message>
        <source>The file {name} is damaged or is no shop file. Nothing was changed in it. Restore the last backup.</source>
        <translation>Le fichier {name} est abîmé ou n’est pas un fichier de magasin. Rien n’y a été changé. Restaurez la dernière sauvegarde.</translation>
    </message>
    <message>
        <source>A refund names the ticket it refunds, a sale names none: here it is the other way round.</source>
        <translation>Un remboursement nomme le ticket qu’il rembourse, une vente n’en nomme aucun : ici, c’est l’inverse.</translation>
    </message>
    <message>
        <source>It refunds a ticket that is not in this journal.</source>
        <translation>Elle rembourse un ticket qui n’est pas dans ce journal.</translation>
    </message>
    <message>
        <source>Its receipt number {receipt} is not one of this incarnation.</source>
        <translation>Son numéro de ticket {receipt} n’est pas de cette incarnation.</translation>
    </message>
    <message>
        <source>Its receipt number {receipt} breaks the row: {due} was due.</source>
        <translation>Son numéro de ticket {receipt} rompt la suite : {due} était attendu.</translation>
    </message>
    <message>
        <source>Its perpetual totals do not continue those before it.</source>
        <translation>Ses totaux perpétuels ne continuent pas les précédents.</translation>
    </message>
    <message>
        <source>It is the Z number {number}: {due} was due.</source>
        <translation>C’est le Z numéro {number} : {due} était attendu.</translation>
    </message>
    <message>
        <source>Its lines do not add up to its total.</source>
        <translation>Ses lignes ne font pas son total.</translation>
    </message>
    <message>
        <source>Its payments, less change and rounding, do not add up to its total.</source>
        <translation>Ses paiements, moins la monnaie et l’arrondi, ne font pas son total.</translation>
    </message>
    <message>
        <source>Its VAT is not that of its lines.</source>
        <translation>Sa TVA n’est pas celle de ses lignes.</translation>
    </message>
    <message>
        <source>This shop is already open in another till window. Nothing was changed. Use that window, or close it.</source>
        <translation>Ce magasin est déjà ouvert dans une autre fenêtre de caisse. Rien n’a changé. Utilisez cette fenêtre, ou fermez-la.</translation>
    </message>
    <message>
        <source>{n} more problems are not listed.</source>
        <translation>{n} autres problèmes ne sont pas listés.</translation>
    </message>
    <message>
        <source>It cannot be read: {cause}.</source>
        <translation>Impossible à lire : {cause}.</translation>
    </message>
    <message>
        <source>Row {row} follows from no entry.</source>
        <translation>La ligne {row} ne découle d’aucune écriture.</translation>
    </message>
    <message>
        <source>Row {row} is missing.</source>
        <translation>La ligne {row} manque.</translation>
    </message>
    <message>
        <source>Row {row}: {column} is {live}, the journal gives {right}.</source>
        <translation>Ligne {row} : {column} vaut {live}, le journal donne {right}.</translation>
    </message>
    <message>
        <source>There is no shop file at {path}. Check the folder, or create the shop first.</source>
        <translation>Il n’y a pas de fichier du magasin à {path}. Vérifiez le dossier, ou créez d’abord le magasin.</translation>
    </message>
    <message>
        <source>{path} is a folder, not a shop file.</source>
        <translation>{path} est un dossier, pas un fichier de magasin.</translation>
    </message>
    <message>
        <source>{name} is no shop file of Comptoir. Nothing was changed in it.</source>
        <translation>{name} n’est pas un fichier de magasin Comptoir. Rien n’y a été changé.</translation>
    </message>
    <message>
        <source>{name} was written by a newer Comptoir. Nothing was changed in it. Update this till, then open it again.</source>
        <translation>{name} a été écrit par un Comptoir plus récent. Rien n’y a été changé. Mettez cette caisse à jour, puis rouvrez-le.</translation>
    </message>
    <message>
        <source>{name} was written by a newer Comptoir. Verify it with that one.</source>
        <translation>{name} a été écrit par un Comptoir plus récent. Vérifiez-le avec celui-là.</translation>
    </message>
    <message>
        <source>{name} is of an older Comptoir. Open it in the till once, then verify it.</source>
        <translation>{name} est d’un Comptoir plus ancien. Ouvrez-le une fois dans la caisse, puis vérifiez-le.</translation>
    </message>
    <message>
        <source>There is no entry in the journal.</source>
        <translation>Il n’y a aucune écriture dans le journal.</translation>
    </message>
    <message>
        <source>The tables were not compared with the journal: entries of it are damaged.</source>
        <translation>Les tables n’ont pas été comparées au journal : des écritures sont abîmées.</translation>
    </message>
    <message>
        <source>No opening entry begins this incarnation: its signatures cannot be checked.</source>
        <translation>Aucune écriture d’ouverture ne commence cette incarnation : ses signatures ne peuvent pas être contrôlées.</translation>
    </message>
    <message>
        <source>The columns of this entry are not those of its content.</source>
        <translation>Les colonnes de cette écriture ne sont pas celles de son contenu.</translation>
    </message>
    <message>
        <source>This entry was changed after it was recorded: its record is not laid out as it was written.</source>
        <translation>Cette écriture a été modifiée après coup : elle n’est pas disposée comme elle a été écrite.</translation>
    </message>
    <message>
        <source>This entry was carried over from one that is not in the file.</source>
        <translation>Cette écriture a été reprise d’une autre, absente du fichier.</translation>
    </message>
    <message>
        <source>The same fact was recorded as entry {name} already.</source>
        <translation>Le même fait est déjà enregistré comme écriture {name}.</translation>
    </message>
    <message>
        <source>The content of this entry is of a kind that this Comptoir does not know.</source>
        <translation>Le contenu de cette écriture est d’un genre que ce Comptoir ne connaît pas.</translation>
    </message>
    <message>
        <source>This entry contradicts those before it.</source>
        <translation>Cette écriture contredit celles d’avant.</translation>
    </message>
    <message>
        <source>This incarnation does not say which one it follows.</source>
        <translation>Cette incarnation ne dit pas laquelle elle suit.</translation>
    </message>
    <message>
        <source>This incarnation does not follow the last entry of the one before it.</source>
        <translation>Cette incarnation ne suit pas la dernière écriture de la précédente.</translation>
    </message>
    <message>
        <source>The journal is not kept append-only: its two triggers are not as they were made.</source>
        <translation>Le journal n’est plus en ajout seul : ses deux déclencheurs ne sont pas tels qu’à l’origine.</translation>
    </message>
    <message>
        <source>It holds {indexed} articles, the shop has {active}.</source>
        <translation>Il contient {indexed} articles, le magasin en a {active}.</translation>
    </message>
    <message>
        <source>SQLite finds: {finding}</source>
        <translation>SQLite trouve : {finding}</translation>
    </message>
    <message>
        <source>This entry was changed after it was recorded: it does not match its hash.</source>
        <translation>Cette écriture a été modifiée après coup : elle ne correspond pas à son empreinte.</translation>
    </message>
    <message>
        <source>The signature of this entry is not the till&apos;s.</source>
        <translation>La signature de cette écriture n’est pas celle de la caisse.</translation>
    </message>
    <message>
        <source>{n} entries before this one are missing.</source>
        <translation>Il manque {n} écritures avant celle-ci.</translation>
    </message>
    <message>
        <source>This entry does not follow the one before it.</source>
        <translation>Cette écriture ne suit pas la précédente.</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>introuvable</translation>
    </message>
    <message>
        <source>This entry cannot be read from the file ({cause}).</source>
        <translation>Cette écriture ne peut pas être lue dans le fichier ({cause}).</translation>
    </message>
    <message>
        <source>This entry was changed after it was recorded: its columns are not those the till writes.</source>
        <translation>Cette écriture a été modifiée après coup : ses colonnes ne sont pas celles que la caisse écrit.</translation>
    </message>
    <message>
        <source>Scanner ready</source>
        <translation>Scanner prêt</translation>
    </message>
    <message>
        <source>Printer …</source>
        <translation>Imprimante …</translation>
    </message>
    <message>
        <source>open since {time}</source>
        <translation>ouverte depuis {time}</translation>
    </message>
    <message>
        <source>day not open</source>
        <translation>journée non ouverte</translation>
    </message>
    <message>
        <source>This is a ticket for an event. Nobody was let in. Open the menu, then «Door».</source>
        <translation>C’est un billet d’événement. Personne n’est entré. Ouvrez le menu, puis « Entrée ».</translation>
    </message>
    <message>
        <source>with PIN</source>
        <translation>avec PIN</translation>
    </message>
    <message>
        <source>Who is at the till?</source>
        <translation>Qui est à la caisse ?</translation>
    </message>
    <message>
        <source>Enter the PIN.</source>
        <translation>Saisissez le PIN.</translation>
    </message>
    <message>
        <source>A member of the network buys</source>
        <translation>Un membre du réseau achète</translation>
    </message>
    <message>
        <source>Day: open, cash in and out, X, close</source>
        <translation>Journée : ouverture, entrées et sorties, X, fermeture</translation>
    </message>
    <message>
        <source>Sales: find, reprint, refund</source>
        <translation>Ventes : retrouver, réimprimer, rembourser</translation>
    </message>
    <message>
        <source>Articles: find, change, prices, categories</source>
        <translation>Articles : chercher, modifier, prix, catégories</translation>
    </message>
    <message>
        <source>Stock: receive, count, adjust, orders, suppliers</source>
        <translation>Stock: réception, inventaire, corrections, commandes, fournisseurs</translation>
    </message>
    <message>
        <source>Door: admit tickets</source>
        <translation>Entrée : contrôler les billets</translation>
    </message>
    <message>
        <source>Settings: shop, VAT, currencies, devices, team</source>
        <translation>Réglages : magasin, TVA, monnaies, appareils, équipe</translation>
    </message>
    <message>
        <source>Orders: what was ordered on the portal</source>
        <translation>Commandes : ce qui a été commandé sur le portail</translation>
    </message>
    <message>
        <source>Portal: what is sent, oddities, joining</source>
        <translation>Portail : ce qui part, anomalies, relier</translation>
    </message>
    <message>
        <source>Open the drawer without a sale</source>
        <translation>Ouvrir le tiroir sans vente</translation>
    </message>
    <message>
        <source>Close the till</source>
        <translation>Fermer la caisse</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>Every key</source>
        <translation>Toutes les touches</translation>
    </message>
    <message>
        <source>Scan an article, search it, or touch it at the right.</source>
        <translation>Scannez un article, cherchez-le, ou touchez-le à droite.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Défaire</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>Membre</translation>
    </message>
    <message>
        <source>Park</source>
        <translation>Attente</translation>
    </message>
    <message>
        <source>Total, VAT included</source>
        <translation>Total, TVA comprise</translation>
    </message>
    <message>
        <source>1 article</source>
        <translation>1 article</translation>
    </message>
    <message>
        <source>{n} articles</source>
        <translation>{n} articles</translation>
    </message>
    <message>
        <source> · in cash {amount}</source>
        <translation> · en espèces {amount}</translation>
    </message>
    <message>
        <source>Take payment</source>
        <translation>Encaisser</translation>
    </message>
    <message>
        <source>Pay out</source>
        <translation>Rembourser</translation>
    </message>
    <message>
        <source>Member prices</source>
        <translation>Prix membre</translation>
    </message>
    <message>
        <source>Buyer: {name}</source>
        <translation>Acheteur : {name}</translation>
    </message>
    <message>
        <source>Container {weight} g</source>
        <translation>Récipient {weight} g</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>All shown</source>
        <translation>Tout</translation>
    </message>
    <message>
        <source>now</source>
        <translation>maintenant</translation>
    </message>
    <message>
        <source>then</source>
        <translation>ensuite</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Aperçu</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>preview of the change</source>
        <translation>aperçu du changement</translation>
    </message>
    <message>
        <source>CHF</source>
        <translation>CHF</translation>
    </message>
    <message>
        <source>more or less</source>
        <translation>en plus ou en moins</translation>
    </message>
    <message>
        <source>member prices too</source>
        <translation>les prix membre aussi</translation>
    </message>
    <message>
        <source>member price too</source>
        <translation>membre aussi</translation>
    </message>
    <message>
        <source>rounded to</source>
        <translation>arrondi à</translation>
    </message>
    <message>
        <source>VAT to take away</source>
        <translation>TVA à emporter</translation>
    </message>
    <message>
        <source>show on the portal</source>
        <translation>montrer sur le portail</translation>
    </message>
    <message>
        <source>no longer show</source>
        <translation>ne plus montrer</translation>
    </message>
    <message>
        <source>{n} articles chosen</source>
        <translation>{n} articles choisis</translation>
    </message>
    <message>
        <source>{n} articles are as they were.</source>
        <translation>{n} articles sont comme avant.</translation>
    </message>
    <message>
        <source>{n} articles changed.</source>
        <translation>{n} articles modifiés.</translation>
    </message>
    <message>
        <source>{n} change</source>
        <translation>{n} changent</translation>
    </message>
    <message>
        <source>{n} stay as they are</source>
        <translation>{n} restent inchangés</translation>
    </message>
    <message>
        <source>{n} cannot and are left out</source>
        <translation>{n} ne peuvent pas et sont laissés de côté</translation>
    </message>
    <message>
        <source>Change {n} articles</source>
        <translation>Modifier {n} articles</translation>
    </message>
    <message>
        <source>Writing …</source>
        <translation>Enregistrement …</translation>
    </message>
    <message>
        <source>Changed elsewhere meanwhile and left alone: {names}.</source>
        <translation>Modifiés ailleurs entre-temps et laissés tels quels : {names}.</translation>
    </message>
    <message>
        <source>Nothing was changed: the shop file could not be written.</source>
        <translation>Rien n’a changé : le fichier de la boutique n’a pas pu être écrit.</translation>
    </message>
    <message>
        <source>Undo ({n} articles)</source>
        <translation>Défaire ({n} articles)</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>réponse</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Imprimer</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucun</translation>
    </message>
    <message>
        <source>This stays until the next scan or article. Enter clears it.</source>
        <translation>Ceci reste jusqu’au prochain scan ou article. Entrée l’efface.</translation>
    </message>
    <message>
        <source>To give back</source>
        <translation>À rendre</translation>
    </message>
    <message>
        <source>Paid exactly</source>
        <translation>Compte juste</translation>
    </message>
    <message>
        <source>received {amount}</source>
        <translation>reçu {amount}</translation>
    </message>
    <message>
        <source>Sale {receipt} recorded, {time}</source>
        <translation>Vente {receipt} enregistrée, {time}</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>Imprimé</translation>
    </message>
    <message>
        <source>Cash rounding, to 0.05</source>
        <translation>Arrondi des espèces, à 0.05</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>Rendu</translation>
    </message>
    <message>
        <source>search an article</source>
        <translation>chercher un article</translation>
    </message>
    <message>
        <source>articles</source>
        <translation>articles</translation>
    </message>
    <message>
        <source>Next sale: scan or search an article</source>
        <translation>Vente suivante : scannez ou cherchez un article</translation>
    </message>
    <message>
        <source>Search an article, a code, a reference</source>
        <translation>Chercher un article, un code, une référence</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>Favoris</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>Autres</translation>
    </message>
    <message>
        <source>Stays for tomorrow</source>
        <translation>Reste pour demain</translation>
    </message>
    <message>
        <source>To set aside</source>
        <translation>À mettre de côté</translation>
    </message>
    <message>
        <source>Means</source>
        <translation>Moyens</translation>
    </message>
    <message>
        <source>expected and counted</source>
        <translation>attendu et compté</translation>
    </message>
    <message>
        <source>reason of the difference</source>
        <translation>raison de la différence</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Pourquoi ?</translation>
    </message>
    <message>
        <source>Wrong change</source>
        <translation>Rendu faux</translation>
    </message>
    <message>
        <source>Forgotten entry</source>
        <translation>Saisie oubliée</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Inconnu</translation>
    </message>
    <message>
        <source>Count again</source>
        <translation>Recompter</translation>
    </message>
    <message>
        <source>Expected and counted</source>
        <translation>Attendu et compté</translation>
    </message>
    <message>
        <source>Counted blind; the count is handed in.</source>
        <translation>Compté à l’aveugle ; le comptage est remis.</translation>
    </message>
    <message>
        <source>Blind count: what is expected is shown once the count is handed in.</source>
        <translation>Comptage à l’aveugle : l’attendu est montré une fois le comptage remis.</translation>
    </message>
    <message>
        <source>Why {what}?</source>
        <translation>Pourquoi {what} ?</translation>
    </message>
    <message>
        <source>Close, print the Z</source>
        <translation>Clôturer, imprimer le Z</translation>
    </message>
    <message>
        <source>Hand in the count</source>
        <translation>Remettre le comptage</translation>
    </message>
    <message>
        <source>stays in the drawer, {currency}</source>
        <translation>reste dans le tiroir, {currency}</translation>
    </message>
    <message>
        <source>{amount} float</source>
        <translation>{amount} fond</translation>
    </message>
    <message>
        <source>{amount} taken</source>
        <translation>{amount} encaissé</translation>
    </message>
    <message>
        <source>{amount} put in</source>
        <translation>{amount} mis</translation>
    </message>
    <message>
        <source>{amount} taken out</source>
        <translation>{amount} sorti</translation>
    </message>
    <message>
        <source>declared</source>
        <translation>déclaré</translation>
    </message>
    <message>
        <source>Say why the drawer differs; «Unknown» is an answer too.</source>
        <translation>Dites pourquoi le tiroir diffère ; « Inconnu » est aussi une réponse.</translation>
    </message>
    <message>
        <source>Opening</source>
        <translation>Ouverture</translation>
    </message>
    <message>
        <source>Cash in and out</source>
        <translation>Entrées et sorties</translation>
    </message>
    <message>
        <source>X reading</source>
        <translation>Lecture X</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>Fermeture</translation>
    </message>
    <message>
        <source>Accountant</source>
        <translation>Fiduciaire</translation>
    </message>
    <message>
        <source>The day is not open</source>
        <translation>La journée n’est pas ouverte</translation>
    </message>
    <message>
        <source>Open since {time} · {n} sales</source>
        <translation>Ouverte depuis {time} · {n} ventes</translation>
    </message>
    <message>
        <source>Closed with Z {n}</source>
        <translation>Fermée avec le Z {n}</translation>
    </message>
    <message>
        <source>Open the day</source>
        <translation>Ouvrir la journée</translation>
    </message>
    <message>
        <source>Float in the drawers</source>
        <translation>Fond de caisse dans les tiroirs</translation>
    </message>
    <message>
        <source>amount</source>
        <translation>montant</translation>
    </message>
    <message>
        <source>reason</source>
        <translation>raison</translation>
    </message>
    <message>
        <source>Put in</source>
        <translation>Mettre</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Prendre</translation>
    </message>
    <message>
        <source>Only open the drawer</source>
        <translation>Ouvrir seulement le tiroir</translation>
    </message>
    <message>
        <source>bank</source>
        <translation>banque</translation>
    </message>
    <message>
        <source>Price and VAT</source>
        <translation>Prix et TVA</translation>
    </message>
    <message>
        <source>Loose</source>
        <translation>Vrac</translation>
    </message>
    <message>
        <source>Modified, not saved</source>
        <translation>Non enregistré</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Still missing: {what}</source>
        <translation>Il manque encore : {what}</translation>
    </message>
    <message>
        <source>New article: nothing is saved yet.</source>
        <translation>Nouvel article : rien n’est encore enregistré.</translation>
    </message>
    <message>
        <source>Not saved: Ctrl S saves, Esc again gives it up.</source>
        <translation>Non enregistré : Ctrl S enregistre, Esc encore une fois abandonne.</translation>
    </message>
    <message>
        <source>Changed on another till meanwhile: its changes are shown here, what you typed is kept.</source>
        <translation>Modifié entre-temps sur une autre caisse : ses changements sont repris ici, votre saisie est gardée.</translation>
    </message>
    <message>
        <source>Both changed {fields}: yours is shown; saving keeps it.</source>
        <translation>Modifié des deux côtés : {fields}. Votre saisie est affichée ; enregistrer la garde.</translation>
    </message>
    <message>
        <source>{code} filled in, not saved yet.</source>
        <translation>{code} repris, pas encore enregistré.</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>Remettre</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archiver</translation>
    </message>
    <message>
        <source>Filled in from Open Food Facts where nothing was typed. Look at it, then save.</source>
        <translation>Repris d’Open Food Facts là où rien n’était saisi. Relisez, puis enregistrez.</translation>
    </message>
    <message>
        <source>{code} is also the code of {name}.</source>
        <translation>{code} est aussi le code de {name}.</translation>
    </message>
    <message>
        <source>{code} is also the code of {name}, archived.</source>
        <translation>{code} est aussi le code de {name}, archivé.</translation>
    </message>
    <message>
        <source>price</source>
        <translation>prix</translation>
    </message>
    <message>
        <source>till code</source>
        <translation>code caisse</translation>
    </message>
    <message>
        <source>barcodes</source>
        <translation>codes-barres</translation>
    </message>
    <message>
        <source>category</source>
        <translation>catégorie</translation>
    </message>
    <message>
        <source>unit</source>
        <translation>unité</translation>
    </message>
    <message>
        <source>supplier</source>
        <translation>fournisseur</translation>
    </message>
    <message>
        <source>prices decided for later</source>
        <translation>prix décidés pour plus tard</translation>
    </message>
    <message>
        <source>packs</source>
        <translation>emballages</translation>
    </message>
    <message>
        <source>member price</source>
        <translation>prix membre</translation>
    </message>
    <message>
        <source>description</source>
        <translation>description</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>image</translation>
    </message>
    <message>
        <source>expenses</source>
        <translation>frais</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Monnaie</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Raison</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Montant</translation>
    </message>
    <message>
        <source>Cash in or out</source>
        <translation>Entrée ou sortie d’espèces</translation>
    </message>
    <message>
        <source>Moves of this session</source>
        <translation>Mouvements de cette session</translation>
    </message>
    <message>
        <source>moves of this session</source>
        <translation>mouvements de cette session</translation>
    </message>
    <message>
        <source>Enter the amount without a sign, then choose in or out.</source>
        <translation>Saisissez le montant sans signe, puis choisissez mettre ou prendre.</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Worth in CHF</source>
        <translation>Valeur en CHF</translation>
    </message>
    <message>
        <source>Print X</source>
        <translation>Imprimer le X</translation>
    </message>
    <message>
        <source>figures of the session</source>
        <translation>chiffres de la session</translation>
    </message>
    <message>
        <source>means of payment</source>
        <translation>moyens de paiement</translation>
    </message>
    <message>
        <source>A reading changes nothing.</source>
        <translation>Une lecture ne change rien.</translation>
    </message>
    <message>
        <source>Discounts given</source>
        <translation>Rabais accordés</translation>
    </message>
    <message>
        <source>VAT {rate} % of {gross}</source>
        <translation>TVA {rate} % de {gross}</translation>
    </message>
    <message>
        <source>name of the shop</source>
        <translation>nom du magasin</translation>
    </message>
    <message>
        <source>address</source>
        <translation>adresse</translation>
    </message>
    <message>
        <source>code of this till</source>
        <translation>code de cette caisse</translation>
    </message>
    <message>
        <source>name of this till</source>
        <translation>nom de cette caisse</translation>
    </message>
    <message>
        <source>Till 1</source>
        <translation>Caisse 1</translation>
    </message>
    <message>
        <source>last line of the receipt</source>
        <translation>dernière ligne du ticket</translation>
    </message>
    <message>
        <source>Thank you, see you soon!</source>
        <translation>Merci et à bientôt !</translation>
    </message>
    <message>
        <source>Name, as printed on receipts</source>
        <translation>Nom, tel qu’imprimé sur les tickets</translation>
    </message>
    <message>
        <source>Address: street, postcode and place</source>
        <translation>Adresse : rue, code postal et lieu</translation>
    </message>
    <message>
        <source>Code in receipt numbers</source>
        <translation>Code dans les numéros de ticket</translation>
    </message>
    <message>
        <source>Name of this till</source>
        <translation>Nom de cette caisse</translation>
    </message>
    <message>
        <source>Last line of the receipt</source>
        <translation>Dernière ligne du ticket</translation>
    </message>
    <message>
        <source>not registered</source>
        <translation>non assujetti</translation>
    </message>
    <message>
        <source>effective</source>
        <translation>effectif</translation>
    </message>
    <message>
        <source>net tax rate</source>
        <translation>TDFN</translation>
    </message>
    <message>
        <source>UID</source>
        <translation>IDE</translation>
    </message>
    <message>
        <source>net tax rate in percent</source>
        <translation>taux de la dette fiscale nette en pour-cent</translation>
    </message>
    <message>
        <source>Net tax rate granted, in %</source>
        <translation>Taux de la dette fiscale nette accordé, en %</translation>
    </message>
    <message>
        <source>UID of the business</source>
        <translation>IDE de l’entreprise</translation>
    </message>
    <message>
        <source>Receipts show no VAT at all: who shows it owes it (LTVA art. 27).</source>
        <translation>Les tickets ne montrent aucune TVA : qui l’affiche la doit (LTVA art. 27).</translation>
    </message>
    <message>
        <source>Receipts show the legal rates; what is due is the turnover times your net rate.</source>
        <translation>Les tickets montrent les taux légaux ; est dû le chiffre d’affaires fois votre taux net.</translation>
    </message>
    <message>
        <source>valid number</source>
        <translation>numéro valable</translation>
    </message>
    <message>
        <source>not a valid number yet</source>
        <translation>numéro pas encore valable</translation>
    </message>
    <message>
        <source>at most per sale in LEM</source>
        <translation>au plus par vente en LEM</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>sans limite</translation>
    </message>
    <message>
        <source>in francs</source>
        <translation>en francs</translation>
    </message>
    <message>
        <source>in Léman notes</source>
        <translation>en billets Léman</translation>
    </message>
    <message>
        <source>the cashier chooses</source>
        <translation>au choix à la caisse</translation>
    </message>
    <message>
        <source>euros in cash</source>
        <translation>euros en espèces</translation>
    </message>
    <message>
        <source>francs for one euro</source>
        <translation>francs pour un euro</translation>
    </message>
    <message>
        <source>card</source>
        <translation>carte</translation>
    </message>
    <message>
        <source>TWINT</source>
        <translation>TWINT</translation>
    </message>
    <message>
        <source>Swiss francs, CHF</source>
        <translation>Francs suisses, CHF</translation>
    </message>
    <message>
        <source>rounded to 0.05 in cash only</source>
        <translation>arrondi à 0.05 en espèces seulement</translation>
    </message>
    <message>
        <source>always</source>
        <translation>toujours</translation>
    </message>
    <message>
        <source>Receipts show the legal rates, as the articles say; Z reports add them up.</source>
        <translation>Les tickets montrent les taux légaux selon les articles ; les rapports Z les additionnent.</translation>
    </message>
    <message>
        <source>reduced</source>
        <translation>réduit</translation>
    </message>
    <message>
        <source>{rate} % ({which}) from {day}</source>
        <translation>{rate} % ({which}) dès le {day}</translation>
    </message>
    <message>
        <source>Announced by the chamber: {rates}. The till changes by itself on that day.</source>
        <translation>Annoncé par la Chambre : {rates}. La caisse change d’elle-même ce jour-là.</translation>
    </message>
    <message>
        <source>at most per sale</source>
        <translation>au plus par vente</translation>
    </message>
    <message>
        <source>Euros in cash</source>
        <translation>Euros en espèces</translation>
    </message>
    <message>
        <source>rate of the day, change in francs</source>
        <translation>taux du jour, rendu en francs</translation>
    </message>
    <message>
        <source>1 EUR =</source>
        <translation>1 EUR =</translation>
    </message>
    <message>
        <source>on its own terminal; the cashier confirms</source>
        <translation>sur son propre terminal ; la caisse confirme</translation>
    </message>
    <message>
        <source>on its own QR code; the cashier confirms</source>
        <translation>sur son propre code QR ; la caisse confirme</translation>
    </message>
    <message>
        <source>{notes}, counted apart in the drawer</source>
        <translation>{notes}, comptés à part dans le tiroir</translation>
    </message>
    <message>
        <source>entered on {day}</source>
        <translation>saisi le {day}</translation>
    </message>
    <message>
        <source>network</source>
        <translation>réseau</translation>
    </message>
    <message>
        <source>serial</source>
        <translation>série</translation>
    </message>
    <message>
        <source>file</source>
        <translation>fichier</translation>
    </message>
    <message>
        <source>address of the printer</source>
        <translation>adresse de l’imprimante</translation>
    </message>
    <message>
        <source>cash drawer on the printer</source>
        <translation>tiroir-caisse sur l’imprimante</translation>
    </message>
    <message>
        <source>Print a test page</source>
        <translation>Imprimer une page de test</translation>
    </message>
    <message>
        <source>scan here</source>
        <translation>scanner ici</translation>
    </message>
    <message>
        <source>Scan any article here</source>
        <translation>Scannez un article ici</translation>
    </message>
    <message>
        <source>Receipt printer</source>
        <translation>Imprimante à tickets</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Characters per line</source>
        <translation>Caractères par ligne</translation>
    </message>
    <message>
        <source>Code page</source>
        <translation>Page de code</translation>
    </message>
    <message>
        <source>Cash drawer on the printer</source>
        <translation>Tiroir-caisse sur l’imprimante</translation>
    </message>
    <message>
        <source>Scanner: it works like a keyboard, whatever has the focus</source>
        <translation>Scanner : il agit comme un clavier, où que soit le curseur</translation>
    </message>
    <message>
        <source>{ms} ms per character</source>
        <translation>{ms} ms par caractère</translation>
    </message>
    <message>
        <source>name of the queue</source>
        <translation>nom de la file</translation>
    </message>
    <message>
        <source>name of person {n}</source>
        <translation>nom de la personne {n}</translation>
    </message>
    <message>
        <source>PIN of person {n}</source>
        <translation>PIN de la personne {n}</translation>
    </message>
    <message>
        <source>PIN, if wanted</source>
        <translation>PIN, si voulu</translation>
    </message>
    <message>
        <source>The first person owns the shop. Names stay on this till: the journal knows people by number only.</source>
        <translation>La première personne possède le magasin. Les noms restent sur cette caisse : le journal ne connaît que des numéros.</translation>
    </message>
    <message>
        <source>Who sells? Enter at least one name.</source>
        <translation>Qui vend ? Saisissez au moins un nom.</translation>
    </message>
    <message>
        <source>Demo shop</source>
        <translation>Magasin de démonstration</translation>
    </message>
    <message>
        <source>First start, about 5 minutes</source>
        <translation>Premier démarrage, 5 minutes</translation>
    </message>
    <message>
        <source>No data at hand?</source>
        <translation>Pas de données sous la main ?</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>Magasin</translation>
    </message>
    <message>
        <source>Currencies</source>
        <translation>Monnaies</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Appareils</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Équipe</translation>
    </message>
    <message>
        <source>What is your shop called?</source>
        <translation>Comment s’appelle votre magasin ?</translation>
    </message>
    <message>
        <source>Is it registered for VAT?</source>
        <translation>Est-il assujetti à la TVA ?</translation>
    </message>
    <message>
        <source>Which currencies do you take?</source>
        <translation>Quelles monnaies prenez-vous ?</translation>
    </message>
    <message>
        <source>What is connected to this till?</source>
        <translation>Qu’est-ce qui est branché à cette caisse ?</translation>
    </message>
    <message>
        <source>Who sells?</source>
        <translation>Qui vend ?</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fait</translation>
    </message>
    <message>
        <source>question {n} of 5</source>
        <translation>question {n} sur 5</translation>
    </message>
    <message>
        <source>Finish: open the till</source>
        <translation>Terminer : ouvrir la caisse</translation>
    </message>
    <message>
        <source>Continue: {next}</source>
        <translation>Continuer : {next}</translation>
    </message>
    <message>
        <source>E</source>
        <translation>E</translation>
    </message>
    <message>
        <source>L</source>
        <translation>L</translation>
    </message>
    <message>
        <source>C</source>
        <translation>C</translation>
    </message>
    <message>
        <source>T</source>
        <translation>T</translation>
    </message>
    <message>
        <source>U</source>
        <translation>U</translation>
    </message>
    <message>
        <source>To pay</source>
        <translation>À payer</translation>
    </message>
    <message>
        <source>Total {total}, cash rounded to 0.05</source>
        <translation>Total {total}, espèces arrondies à 0.05</translation>
    </message>
    <message>
        <source>in cash, VAT included</source>
        <translation>en espèces, TVA comprise</translation>
    </message>
    <message>
        <source>VAT included</source>
        <translation>TVA comprise</translation>
    </message>
    <message>
        <source>… {n} lines before</source>
        <translation>… {n} lignes avant</translation>
    </message>
    <message>
        <source>Door</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>number of a ticket</source>
        <translation>numéro d’un billet</translation>
    </message>
    <message>
        <source>Scan, or type the number under the code</source>
        <translation>Lisez le billet, ou tapez le numéro sous le code</translation>
    </message>
    <message>
        <source>let in</source>
        <translation>entrés</translation>
    </message>
    <message>
        <source>to come</source>
        <translation>à venir</translation>
    </message>
    <message>
        <source>sold</source>
        <translation>vendus</translation>
    </message>
    <message>
        <source>Last scans</source>
        <translation>Derniers billets lus</translation>
    </message>
    <message>
        <source>last ten scans</source>
        <translation>dix derniers billets lus</translation>
    </message>
    <message>
        <source>No event yet. Make an article of the kind «ticket», with its day and hour.</source>
        <translation>Pas encore d’événement. Créez un article du genre « billet », avec son jour et son heure.</translation>
    </message>
    <message>
        <source>Not recorded: not let in</source>
        <translation>Pas enregistré : pas d’entrée</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Entrée annulée</translation>
    </message>
    <message>
        <source>Ticket {number} lets in again.</source>
        <translation>Le billet {number} donne de nouveau accès.</translation>
    </message>
    <message>
        <source>Scan a ticket</source>
        <translation>Lisez un billet</translation>
    </message>
    <message>
        <source>let in by hour: {hours}</source>
        <translation>entrés par heure : {hours}</translation>
    </message>
    <message>
        <source>take back {what}</source>
        <translation>reprendre {what}</translation>
    </message>
    <message>
        <source>Still to pay</source>
        <translation>Reste à payer</translation>
    </message>
    <message>
        <source>by card or TWINT: {amount}</source>
        <translation>par carte ou TWINT : {amount}</translation>
    </message>
    <message>
        <source>Pay out {amount}</source>
        <translation>Rembourser {amount}</translation>
    </message>
    <message>
        <source>in cash</source>
        <translation>en espèces</translation>
    </message>
    <message>
        <source>give back {amount}</source>
        <translation>rendre {amount}</translation>
    </message>
    <message>
        <source>nothing to give back</source>
        <translation>rien à rendre</translation>
    </message>
    <message>
        <source>Finish the sale</source>
        <translation>Terminer la vente</translation>
    </message>
    <message>
        <source>Received {amount}</source>
        <translation>Reçu {amount}</translation>
    </message>
    <message>
        <source>{means}: {amount} accepted</source>
        <translation>{means} : {amount} acceptés</translation>
    </message>
    <message>
        <source>once the terminal says so</source>
        <translation>une fois que le terminal le dit</translation>
    </message>
    <message>
        <source>Received {amount}, exact</source>
        <translation>Reçu {amount}, juste</translation>
    </message>
    <message>
        <source>cash in euros, nothing to give back</source>
        <translation>espèces en euros, rien à rendre</translation>
    </message>
    <message>
        <source>cash, nothing to give back</source>
        <translation>espèces, rien à rendre</translation>
    </message>
    <message>
        <source>Back to the basket</source>
        <translation>Retour au panier</translation>
    </message>
    <message>
        <source>payment</source>
        <translation>paiement</translation>
    </message>
    <message>
        <source>A scan still adds to this sale</source>
        <translation>Un scan ajoute encore à cette vente</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Paiement</translation>
    </message>
    <message>
        <source>rounded</source>
        <translation>arrondi</translation>
    </message>
    <message>
        <source>at most {limit} LEM per sale, {rest} left</source>
        <translation>au plus {limit} LEM par vente, reste {rest}</translation>
    </message>
    <message>
        <source>Euros received, change in francs</source>
        <translation>Euros reçus, rendu en francs</translation>
    </message>
    <message>
        <source>On the terminal</source>
        <translation>Sur le terminal</translation>
    </message>
    <message>
        <source>Cash received</source>
        <translation>Espèces reçues</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>juste</translation>
    </message>
    <message>
        <source>gives back {amount}</source>
        <translation>rend {amount}</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Autre</translation>
    </message>
    <message>
        <source>type the amount</source>
        <translation>à saisir</translation>
    </message>
    <message>
        <source>Léman notes received</source>
        <translation>Billets Léman reçus</translation>
    </message>
    <message>
        <source>Change in francs</source>
        <translation>Rendu en francs</translation>
    </message>
    <message>
        <source>Change in Léman notes</source>
        <translation>Rendu en billets Léman</translation>
    </message>
    <message>
        <source>defective</source>
        <translation>défectueux</translation>
    </message>
    <message>
        <source>wrong article</source>
        <translation>erreur d’article</translation>
    </message>
    <message>
        <source>changed mind</source>
        <translation>a changé d’avis</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>Rembourser</translation>
    </message>
    <message>
        <source>at the price paid</source>
        <translation>au prix payé</translation>
    </message>
    <message>
        <source>bought {quantity}, paid {amount}</source>
        <translation>acheté {quantity}, payé {amount}</translation>
    </message>
    <message>
        <source>already back</source>
        <translation>déjà rendu</translation>
    </message>
    <message>
        <source>{n} left</source>
        <translation>reste {n}</translation>
    </message>
    <message>
        <source>give back: {name}</source>
        <translation>rendre : {name}</translation>
    </message>
    <message>
        <source>All back</source>
        <translation>Tout rendre</translation>
    </message>
    <message>
        <source>Still refundable: {paid}. Give back in:</source>
        <translation>Encore remboursable : {paid}. Rendre en :</translation>
    </message>
    <message>
        <source>Refund {amount}</source>
        <translation>Rembourser {amount}</translation>
    </message>
    <message>
        <source>Already let in at the door: {numbers}. Ask before you give money back.</source>
        <translation>Déjà entré à la porte : {numbers}. Demandez avant de rembourser.</translation>
    </message>
    <message>
        <source>Void from then on: ticket {numbers}.</source>
        <translation>Ne sera plus valable : billet {numbers}.</translation>
    </message>
    <message>
        <source>Scan the ticket that comes back to choose that one.</source>
        <translation>Lisez le billet rendu pour choisir celui-là.</translation>
    </message>
    <message>
        <source>This ticket is itself a refund.</source>
        <translation>Ce ticket est lui-même un remboursement.</translation>
    </message>
    <message>
        <source>A training ticket was never paid.</source>
        <translation>Un ticket d’entraînement n’a jamais été payé.</translation>
    </message>
    <message>
        <source>Open the day first.</source>
        <translation>Ouvrez d’abord la journée.</translation>
    </message>
    <message>
        <source>Everything came back already.</source>
        <translation>Tout est déjà revenu.</translation>
    </message>
    <message>
        <source>Choose what comes back.</source>
        <translation>Choisissez ce qui revient.</translation>
    </message>
    <message>
        <source>parked at {time}, {n} lines</source>
        <translation>en attente depuis {time}, {n} lignes</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>Parked baskets</source>
        <translation>Paniers en attente</translation>
    </message>
    <message>
        <source>No basket is parked. F6 parks the one in progress.</source>
        <translation>Aucun panier en attente. F6 met en attente celui en cours.</translation>
    </message>
    <message>
        <source>Several articles carry this code: which one?</source>
        <translation>Plusieurs articles ont ce code : lequel ?</translation>
    </message>
    <message>
        <source>What does it cost? The price includes VAT.</source>
        <translation>Combien coûte-t-il ? Le prix comprend la TVA.</translation>
    </message>
    <message>
        <source>How many {unit}? {price} each.</source>
        <translation>Combien de {unit} ? {price} l’unité.</translation>
    </message>
    <message>
        <source>How many {unit}? A negative quantity takes back.</source>
        <translation>Combien de {unit} ? Une quantité négative reprend.</translation>
    </message>
    <message>
        <source>Price for this sale only; the article keeps its own.</source>
        <translation>Prix pour cette vente seulement ; l’article garde le sien.</translation>
    </message>
    <message>
        <source>The customer chooses the price, from {floor} on. It includes VAT.</source>
        <translation>Le prix est libre, dès {floor}, TVA comprise.</translation>
    </message>
    <message>
        <source>Discount on the whole basket</source>
        <translation>Rabais sur tout le panier</translation>
    </message>
    <message>
        <source>no discount</source>
        <translation>sans rabais</translation>
    </message>
    <message>
        <source>Write 10% or an amount like 2.50; after a space, the reason.</source>
        <translation>Écrivez 10% ou un montant comme 2.50 ; après une espace, la raison.</translation>
    </message>
    <message>
        <source>No article is called «{text}». Try part of a word, or its code.</source>
        <translation>Aucun article ne s’appelle « {text} ». Essayez une partie du mot, ou son code.</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Entraînement</translation>
    </message>
    <message>
        <source>{means} · brought back</source>
        <translation>{means} · revenu du portail</translation>
    </message>
    <message>
        <source>New: a shortage?</source>
        <translation>Nouvelle : un manque ?</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nouvelle</translation>
    </message>
    <message>
        <source>To prepare</source>
        <translation>À préparer</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Prête</translation>
    </message>
    <message>
        <source>Goods missing: the buyer decides</source>
        <translation>Manquant : le client décide</translation>
    </message>
    <message>
        <source>Collected</source>
        <translation>Remise</translation>
    </message>
    <message>
        <source>Cancelled by the buyer</source>
        <translation>Annulée par le client</translation>
    </message>
    <message>
        <source>Refused by the shop</source>
        <translation>Refusée par le magasin</translation>
    </message>
    <message>
        <source>Not fetched in time</source>
        <translation>Pas retirée à temps</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Aujourd’hui</translation>
    </message>
    <message>
        <source>Tomorrow</source>
        <translation>Demain</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Hier</translation>
    </message>
    <message>
        <source>placed on {day} at {time}</source>
        <translation>passée le {day} à {time}</translation>
    </message>
    <message>
        <source>{code}: a shortage? F11</source>
        <translation>{code} : un manque ? F11</translation>
    </message>
    <message>
        <source>New order {code}. F11</source>
        <translation>Nouvelle commande {code}. F11</translation>
    </message>
    <message>
        <source>{n} orders to prepare. F11</source>
        <translation>{n} commandes à préparer. F11</translation>
    </message>
    <message>
        <source>This till is not joined to a portal: orders come once it is.</source>
        <translation>Cette caisse n’est reliée à aucun portail : les commandes arriveront une fois qu’elle le sera.</translation>
    </message>
    <message>
        <source>Up to date with the portal</source>
        <translation>À jour avec le portail</translation>
    </message>
    <message>
        <source>The portal is not reached. These are the orders it told last.</source>
        <translation>Le portail n’est pas joignable. Voici les dernières commandes reçues.</translation>
    </message>
    <message>
        <source>As of {time}; the portal is not reached.</source>
        <translation>État à {time} ; le portail n’est pas joignable.</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Tout</translation>
    </message>
    <message>
        <source>To complete</source>
        <translation>À compléter</translation>
    </message>
    <message>
        <source>Change several</source>
        <translation>Modifier plusieurs</translation>
    </message>
    <message>
        <source>New article</source>
        <translation>Nouvel article</translation>
    </message>
    <message>
        <source>Choose an article in the table, scan one, or create a new one.</source>
        <translation>Choisissez un article dans la table, scannez-en un ou créez-en un.</translation>
    </message>
    <message>
        <source>Archived: it is no longer found or sold; past sales keep it.</source>
        <translation>Archivé : il n’est plus trouvé ni vendu ; les ventes passées le gardent.</translation>
    </message>
    <message>
        <source>Brought back.</source>
        <translation>Remis en vente.</translation>
    </message>
    <message>
        <source>It still sells in {n} open or parked baskets.</source>
        <translation>Paniers ouverts ou en attente où il se vend encore : {n}.</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplicata</translation>
    </message>
    <message>
        <source>find a sale</source>
        <translation>trouver une vente</translation>
    </message>
    <message>
        <source>Number, amount, article</source>
        <translation>Numéro, montant, article</translation>
    </message>
    <message>
        <source>past sales</source>
        <translation>ventes passées</translation>
    </message>
    <message>
        <source>Brought back from the portal: it was counted when it was made.</source>
        <translation>Revenu du portail : il a été compté lors de la vente.</translation>
    </message>
    <message>
        <source>No sale found.</source>
        <translation>Aucune vente trouvée.</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>Écran</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>print receipts by itself</source>
        <translation>imprimer les tickets tout seul</translation>
    </message>
    <message>
        <source>open the drawer for cash</source>
        <translation>ouvrir le tiroir pour les espèces</translation>
    </message>
    <message>
        <source>prefix of the scanner</source>
        <translation>préfixe du scanner</translation>
    </message>
    <message>
        <source>Test the drawer</source>
        <translation>Tester le tiroir</translation>
    </message>
    <message>
        <source>Print receipts by itself</source>
        <translation>Imprimer les tickets tout seul</translation>
    </message>
    <message>
        <source>Open the drawer for cash</source>
        <translation>Ouvrir le tiroir pour les espèces</translation>
    </message>
    <message>
        <source>Prefix character of the scanner, if it sends one</source>
        <translation>Caractère de préfixe du scanner, s’il en envoie un</translation>
    </message>
    <message>
        <source>categories</source>
        <translation>catégories</translation>
    </message>
    <message>
        <source>name of the category</source>
        <translation>nom de la catégorie</translation>
    </message>
    <message>
        <source>brown</source>
        <translation>brun</translation>
    </message>
    <message>
        <source>olive</source>
        <translation>olive</translation>
    </message>
    <message>
        <source>teal</source>
        <translation>bleu-vert</translation>
    </message>
    <message>
        <source>green</source>
        <translation>vert</translation>
    </message>
    <message>
        <source>rust</source>
        <translation>rouille</translation>
    </message>
    <message>
        <source>violet</source>
        <translation>violet</translation>
    </message>
    <message>
        <source>slate</source>
        <translation>ardoise</translation>
    </message>
    <message>
        <source>rose</source>
        <translation>rose</translation>
    </message>
    <message>
        <source>colour: {name}</source>
        <translation>couleur : {name}</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Monter</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Descendre</translation>
    </message>
    <message>
        <source>New category</source>
        <translation>Nouvelle</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>Catégories</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Couleur</translation>
    </message>
    <message>
        <source>Not saved yet: Ctrl S saves; Esc once more leaves without saving.</source>
        <translation>Pas encore enregistré : Ctrl S enregistre ; Échap encore une fois quitte sans enregistrer.</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Enregistré.</translation>
    </message>
    <message>
        <source>Choose a logo</source>
        <translation>Choisir un logo</translation>
    </message>
    <message>
        <source>Logo at the head of receipts, on this till</source>
        <translation>Logo en tête des tickets, sur cette caisse</translation>
    </message>
    <message>
        <source>name</source>
        <translation>nom</translation>
    </message>
    <message>
        <source>Till code</source>
        <translation>Code caisse</translation>
    </message>
    <message>
        <source>Barcode</source>
        <translation>Code-barres</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Price incl. VAT</source>
        <translation>Prix TVA incluse</translation>
    </message>
    <message>
        <source>Member price</source>
        <translation>Prix membre</translation>
    </message>
    <message>
        <source>Prices from a day on</source>
        <translation>Prix à venir</translation>
    </message>
    <message>
        <source>VAT code</source>
        <translation>Code TVA</translation>
    </message>
    <message>
        <source>VAT code, eat in</source>
        <translation>Code TVA sur place</translation>
    </message>
    <message>
        <source>Unit of sale</source>
        <translation>Unité de vente</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Catégorie</translation>
    </message>
    <message>
        <source>Kind of article</source>
        <translation>Genre d’article</translation>
    </message>
    <message>
        <source>Supplier</source>
        <translation>Fournisseur</translation>
    </message>
    <message>
        <source>Supplier reference</source>
        <translation>Référence fournisseur</translation>
    </message>
    <message>
        <source>Producer</source>
        <translation>Producteur</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Origine</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Contenu</translation>
    </message>
    <message>
        <source>Linked deposit</source>
        <translation>Consigne liée</translation>
    </message>
    <message>
        <source>Packs</source>
        <translation>Emballages</translation>
    </message>
    <message>
        <source>Parts of the kit</source>
        <translation>Composition du lot</translation>
    </message>
    <message>
        <source>Event number</source>
        <translation>Numéro d’événement</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Événement</translation>
    </message>
    <message>
        <source>Doors open</source>
        <translation>Ouverture des portes</translation>
    </message>
    <message>
        <source>Minutes of admission</source>
        <translation>Minutes d’entrée</translation>
    </message>
    <message>
        <source>Place of the event</source>
        <translation>Lieu de l’événement</translation>
    </message>
    <message>
        <source>Ticket class</source>
        <translation>Classe de billet</translation>
    </message>
    <message>
        <source>Stock kept</source>
        <translation>Stock suivi</translation>
    </message>
    <message>
        <source>Opening stock</source>
        <translation>Stock initial</translation>
    </message>
    <message>
        <source>Cost without VAT</source>
        <translation>Prix d’achat HT</translation>
    </message>
    <message>
        <source>Reorder level</source>
        <translation>Seuil de commande</translation>
    </message>
    <message>
        <source>Reorder to</source>
        <translation>Commander jusqu’à</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>Favori</translation>
    </message>
    <message>
        <source>Least price</source>
        <translation>Prix plancher</translation>
    </message>
    <message>
        <source>Suggested prices</source>
        <translation>Prix suggérés</translation>
    </message>
    <message>
        <source>Tare (kg)</source>
        <translation>Tare (kg)</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>Famille</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>Variante</translation>
    </message>
    <message>
        <source>Local</source>
        <translation>Local</translation>
    </message>
    <message>
        <source>ESS Made</source>
        <translation>ESS Made</translation>
    </message>
    <message>
        <source>On the portal</source>
        <translation>Sur le portail</translation>
    </message>
    <message>
        <source>Address for the portal</source>
        <translation>Adresse pour le portail</translation>
    </message>
    <message>
        <source>Web quota</source>
        <translation>Quota web</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>Icon</source>
        <translation>Pictogramme</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>Archivé</translation>
    </message>
    <message>
        <source>Comptoir id</source>
        <translation>Identifiant Comptoir</translation>
    </message>
    <message>
        <source>where this till sells from</source>
        <translation>lieu d’où vend cette caisse</translation>
    </message>
    <message>
        <source>button for member prices</source>
        <translation>bouton des prix membre</translation>
    </message>
    <message>
        <source>button for eating here</source>
        <translation>bouton sur place</translation>
    </message>
    <message>
        <source>This till takes its goods from (empty: the shop; at a market, the name of its place)</source>
        <translation>Cette caisse prend sa marchandise (vide : au magasin ; au marché, le nom du lieu)</translation>
    </message>
    <message>
        <source>Button for member prices</source>
        <translation>Bouton des prix membre</translation>
    </message>
    <message>
        <source>Button for eaten here or taken away</source>
        <translation>Bouton sur place ou à emporter</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Ajouter</translation>
    </message>
    <message>
        <source>Erase for good? Past receipts keep only a number.</source>
        <translation>Effacer pour de bon ? Les tickets passés ne gardent qu’un numéro.</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Effacer</translation>
    </message>
    <message>
        <source>without PIN</source>
        <translation>sans PIN</translation>
    </message>
    <message>
        <source>owner</source>
        <translation>propriétaire</translation>
    </message>
    <message>
        <source>cashier</source>
        <translation>caisse</translation>
    </message>
    <message>
        <source>dark screen</source>
        <translation>écran sombre</translation>
    </message>
    <message>
        <source>training</source>
        <translation>entraînement</translation>
    </message>
    <message>
        <source>In training nothing is really sold: tickets are marked, counted nowhere, and move no stock.</source>
        <translation>À l’entraînement, rien n’est vraiment vendu : les tickets sont marqués, ne comptent nulle part et ne bougent aucun stock.</translation>
    </message>
    <message>
        <source>Dark screen</source>
        <translation>Écran sombre</translation>
    </message>
    <message>
        <source>help: every key</source>
        <translation>aide : toutes les touches</translation>
    </message>
    <message>
        <source>take the payment; in the search, take the first article found</source>
        <translation>encaisser; dans la recherche, prendre le premier article trouvé</translation>
    </message>
    <message>
        <source>back; nothing is lost</source>
        <translation>retour ; rien n’est perdu</translation>
    </message>
    <message>
        <source>categories of articles</source>
        <translation>rayons d’articles</translation>
    </message>
    <message>
        <source>choose a line of the basket; in the search, go to the tiles</source>
        <translation>choisir une ligne du panier ; dans la recherche, aller aux tuiles</translation>
    </message>
    <message>
        <source>one more or one less of the line</source>
        <translation>un de plus ou de moins sur la ligne</translation>
    </message>
    <message>
        <source>quantity of the line</source>
        <translation>quantité de la ligne</translation>
    </message>
    <message>
        <source>price of the line, for this sale</source>
        <translation>prix de la ligne, pour cette vente</translation>
    </message>
    <message>
        <source>discount on the line</source>
        <translation>rabais sur la ligne</translation>
    </message>
    <message>
        <source>discount on the whole basket</source>
        <translation>rabais sur tout le panier</translation>
    </message>
    <message>
        <source>a member is served: member prices, or back</source>
        <translation>membre servi : prix membre, ou retour</translation>
    </message>
    <message>
        <source>eaten here or taken away: the VAT follows, the prices stay</source>
        <translation>sur place ou à emporter : la TVA suit, les prix restent</translation>
    </message>
    <message>
        <source>eaten here or taken away, this line only</source>
        <translation>sur place ou à emporter, cette ligne seulement</translation>
    </message>
    <message>
        <source>weighing: take the scale&apos;s weight, or the one typed</source>
        <translation>pesée : prendre le poids de la balance, ou celui tapé</translation>
    </message>
    <message>
        <source>weighing: no container</source>
        <translation>pesée : sans récipient</translation>
    </message>
    <message>
        <source>remove the line; in the payment, take back what was given last</source>
        <translation>retirer la ligne ; au paiement, reprendre ce qui a été donné en dernier</translation>
    </message>
    <message>
        <source>undo the last change of the basket</source>
        <translation>défaire le dernier changement du panier</translation>
    </message>
    <message>
        <source>park the basket; when it is empty, show the parked ones</source>
        <translation>mettre le panier en attente ; s’il est vide, montrer ceux en attente</translation>
    </message>
    <message>
        <source>who is at the till (PIN)</source>
        <translation>qui est à la caisse (PIN)</translation>
    </message>
    <message>
        <source>menu: day, sales, settings</source>
        <translation>menu : journée, ventes, réglages</translation>
    </message>
    <message>
        <source>reprint the last receipt, marked as a duplicate</source>
        <translation>réimprimer le dernier ticket, marqué duplicata</translation>
    </message>
    <message>
        <source>payment: cash</source>
        <translation>paiement : espèces</translation>
    </message>
    <message>
        <source>payment: Léman notes, then 1 5 0 2 3 = 1 · 5 · 10 · 20 · 3.14</source>
        <translation>paiement : billets Léman, puis 1 5 0 2 3 = 1 · 5 · 10 · 20 · 3.14</translation>
    </message>
    <message>
        <source>payment: card</source>
        <translation>paiement : carte</translation>
    </message>
    <message>
        <source>payment: TWINT</source>
        <translation>paiement : TWINT</translation>
    </message>
    <message>
        <source>payment: cash in euros</source>
        <translation>paiement : espèces en euros</translation>
    </message>
    <message>
        <source>payment: the amount received, then Enter</source>
        <translation>paiement : le montant reçu, puis Entrée</translation>
    </message>
    <message>
        <source>day, accountant: the file of each bookkeeping program</source>
        <translation>journée, fiduciaire : le fichier de chaque programme de comptabilité</translation>
    </message>
    <message>
        <source>articles: a new one</source>
        <translation>articles : en créer un</translation>
    </message>
    <message>
        <source>articles: duplicate as a variant</source>
        <translation>articles : dupliquer en variante</translation>
    </message>
    <message>
        <source>articles, settings: save</source>
        <translation>articles, réglages : enregistrer</translation>
    </message>
    <message>
        <source>articles: category</source>
        <translation>articles : catégorie</translation>
    </message>
    <message>
        <source>articles: edit name or price in the table</source>
        <translation>articles : modifier le nom ou le prix dans la table</translation>
    </message>
    <message>
        <source>articles: order of the table</source>
        <translation>articles : ordre de la table</translation>
    </message>
    <message>
        <source>articles: change several together</source>
        <translation>articles : en modifier plusieurs ensemble</translation>
    </message>
    <message>
        <source>articles: categories</source>
        <translation>articles : catégories</translation>
    </message>
    <message>
        <source>articles: archive or bring back</source>
        <translation>articles : archiver ou remettre</translation>
    </message>
    <message>
        <source>after the sale: receipt as PDF</source>
        <translation>après la vente : ticket en PDF</translation>
    </message>
    <message>
        <source>in the menu: the stock</source>
        <translation>dans le menu: le stock</translation>
    </message>
    <message>
        <source>stock: one more or one less of what was scanned</source>
        <translation>stock: un de plus ou un de moins de ce qui a été scanné</translation>
    </message>
    <message>
        <source>stock: one case more</source>
        <translation>stock: un carton de plus</translation>
    </message>
    <message>
        <source>in the menu: note which member of the network buys</source>
        <translation>dans le menu : noter quel membre du réseau achète</translation>
    </message>
    <message>
        <source>in the menu: the door, where tickets are let in</source>
        <translation>dans le menu : l’entrée, où les billets sont contrôlés</translation>
    </message>
    <message>
        <source>articles: labels</source>
        <translation>articles : étiquettes</translation>
    </message>
    <message>
        <source>labels: what kind, and on which printer</source>
        <translation>étiquettes : lesquelles, et sur quelle imprimante</translation>
    </message>
    <message>
        <source>labels: a category, a goods receipt, prices that changed</source>
        <translation>étiquettes : une catégorie, une réception, les prix modifiés</translation>
    </message>
    <message>
        <source>labels: format</source>
        <translation>étiquettes : format</translation>
    </message>
    <message>
        <source>labels: give own codes to articles without one</source>
        <translation>étiquettes : attribuer des codes maison aux articles qui n’en ont pas</translation>
    </message>
    <message>
        <source>online orders; a code scanned or typed opens its order</source>
        <translation>commandes en ligne ; un code scanné ou tapé ouvre sa commande</translation>
    </message>
    <message>
        <source>orders: it is all there, ready, missing, refuse</source>
        <translation>commandes : tout est là, prête, manquant, refuser</translation>
    </message>
    <message>
        <source>orders: collect, it becomes a sale</source>
        <translation>commandes : remettre, elle devient une vente</translation>
    </message>
    <message>
        <source>orders: print the pick list or the slip</source>
        <translation>commandes : imprimer la liste de préparation ou le bon</translation>
    </message>
    <message>
        <source>confirm what cannot be undone: Z, refund</source>
        <translation>confirmer ce qui ne se défait pas : Z, remboursement</translation>
    </message>
    <message>
        <source>close the till</source>
        <translation>fermer la caisse</translation>
    </message>
    <message>
        <source>Euros</source>
        <translation>Euros</translation>
    </message>
    <message>
        <source>Léman</source>
        <translation>Léman</translation>
    </message>
    <message>
        <source>kilograms</source>
        <translation>kilogrammes</translation>
    </message>
    <message>
        <source>litres</source>
        <translation>litres</translation>
    </message>
    <message>
        <source>metres</source>
        <translation>mètres</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>heures</translation>
    </message>
    <message>
        <source>by the piece</source>
        <translation>à la pièce</translation>
    </message>
    <message>
        <source>by weight</source>
        <translation>au poids</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unité</translation>
    </message>
    <message>
        <source>price, VAT included</source>
        <translation>prix, TVA incluse</translation>
    </message>
    <message>
        <source>VAT eaten here</source>
        <translation>TVA sur place</translation>
    </message>
    <message>
        <source>same</source>
        <translation>idem</translation>
    </message>
    <message>
        <source>place among the favourites</source>
        <translation>place parmi les favoris</translation>
    </message>
    <message>
        <source>family</source>
        <translation>famille</translation>
    </message>
    <message>
        <source>variant</source>
        <translation>variante</translation>
    </message>
    <message>
        <source>L, blue</source>
        <translation>L, bleu</translation>
    </message>
    <message>
        <source>New variant</source>
        <translation>Variante</translation>
    </message>
    <message>
        <source>Price, VAT included</source>
        <translation>Prix, TVA incluse</translation>
    </message>
    <message>
        <source>Barcodes, scan to fill in</source>
        <translation>Codes-barres, scannez</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>Se vend</translation>
    </message>
    <message>
        <source>Eaten here</source>
        <translation>Sur place</translation>
    </message>
    <message>
        <source>Favourite, place</source>
        <translation>Favori, place</translation>
    </message>
    <message>
        <source>Family of variants</source>
        <translation>Famille de variantes</translation>
    </message>
    <message>
        <source>A price is missing. Choose «free price» when it is asked at the till.</source>
        <translation>Il manque un prix. Choisissez « prix libre » s’il est demandé en caisse.</translation>
    </message>
    <message>
        <source>asked at the till</source>
        <translation>demandé en caisse</translation>
    </message>
    <message>
        <source>least price</source>
        <translation>prix minimum</translation>
    </message>
    <message>
        <source>suggested prices</source>
        <translation>prix proposés</translation>
    </message>
    <message>
        <source>Price from a day on</source>
        <translation>Prix dès un jour</translation>
    </message>
    <message>
        <source>from</source>
        <translation>dès le</translation>
    </message>
    <message>
        <source>Article of the kit</source>
        <translation>Article du lot</translation>
    </message>
    <message>
        <source>article</source>
        <translation>article</translation>
    </message>
    <message>
        <source>number</source>
        <translation>nombre</translation>
    </message>
    <message>
        <source>What one kit takes from the shelf</source>
        <translation>Ce qu’un lot prend en rayon</translation>
    </message>
    <message>
        <source>Least price, when free</source>
        <translation>Prix libre, minimum</translation>
    </message>
    <message>
        <source>Suggested, when free</source>
        <translation>Prix libre, propositions</translation>
    </message>
    <message>
        <source>Prices decided for later</source>
        <translation>Prix décidés pour plus tard</translation>
    </message>
    <message>
        <source>A price decided for later needs its day and the price.</source>
        <translation>Un prix pour plus tard a besoin de son jour et du prix.</translation>
    </message>
    <message>
        <source>A price decided for later begins tomorrow or later; change the price itself for now.</source>
        <translation>Un prix pour plus tard commence demain ou après ; pour maintenant, changez le prix lui-même.</translation>
    </message>
    <message>
        <source>stock is kept</source>
        <translation>stock suivi</translation>
    </message>
    <message>
        <source>reference of the supplier</source>
        <translation>référence du fournisseur</translation>
    </message>
    <message>
        <source>reorder below</source>
        <translation>recommander sous</translation>
    </message>
    <message>
        <source>reorder up to</source>
        <translation>recommander jusqu’à</translation>
    </message>
    <message>
        <source>content of one piece</source>
        <translation>contenu d’une pièce</translation>
    </message>
    <message>
        <source>Unit of the content</source>
        <translation>Unité du contenu</translation>
    </message>
    <message>
        <source>origin</source>
        <translation>origine</translation>
    </message>
    <message>
        <source>producer</source>
        <translation>production</translation>
    </message>
    <message>
        <source>Members {price}</source>
        <translation>Membres {price}</translation>
    </message>
    <message>
        <source>Net weight</source>
        <translation>Poids net</translation>
    </message>
    <message>
        <source>Unit price</source>
        <translation>Prix unitaire</translation>
    </message>
    <message>
        <source>Packed on</source>
        <translation>Emballé le</translation>
    </message>
    <message>
        <source>Tare</source>
        <translation>Tare</translation>
    </message>
    <message>
        <source>local</source>
        <translation>local</translation>
    </message>
    <message>
        <source>Pack with a code</source>
        <translation>Emballage avec un code</translation>
    </message>
    <message>
        <source>code</source>
        <translation>code</translation>
    </message>
    <message>
        <source>pieces</source>
        <translation>pièces</translation>
    </message>
    <message>
        <source>Stock is kept</source>
        <translation>Stock suivi</translation>
    </message>
    <message>
        <source>Its reference</source>
        <translation>Sa référence</translation>
    </message>
    <message>
        <source>Reorder below</source>
        <translation>Recommander sous</translation>
    </message>
    <message>
        <source>up to</source>
        <translation>jusqu’à</translation>
    </message>
    <message>
        <source>One piece contains</source>
        <translation>Contenu</translation>
    </message>
    <message>
        <source>Packs: a case of 6 counts as 6</source>
        <translation>Emballages : un carton de 6 compte pour 6</translation>
    </message>
    <message>
        <source>usual container in kilograms</source>
        <translation>contenant habituel en kilogrammes</translation>
    </message>
    <message>
        <source>Customers weigh with the till code; the tare is proposed when it is weighed at the till.</source>
        <translation>La clientèle pèse avec le code caisse ; la tare est proposée à la pesée en caisse.</translation>
    </message>
    <message>
        <source>Usual container, kg</source>
        <translation>Contenant habituel, kg</translation>
    </message>
    <message>
        <source>shown on the portal</source>
        <translation>visible sur le portail</translation>
    </message>
    <message>
        <source>sold there</source>
        <translation>vendu ici</translation>
    </message>
    <message>
        <source>sent to a page</source>
        <translation>renvoi à une page</translation>
    </message>
    <message>
        <source>address of the page</source>
        <translation>adresse de la page</translation>
    </message>
    <message>
        <source>at most on the portal</source>
        <translation>au plus sur le portail</translation>
    </message>
    <message>
        <source>all</source>
        <translation>tout</translation>
    </message>
    <message>
        <source>Address of the page</source>
        <translation>Adresse de la page</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Comment</translation>
    </message>
    <message>
        <source>At most on the portal</source>
        <translation>Au plus sur le portail</translation>
    </message>
    <message>
        <source>free price</source>
        <translation>prix libre</translation>
    </message>
    <message>
        <source>weighed</source>
        <translation>pesé</translation>
    </message>
    <message>
        <source>by the litre</source>
        <translation>au litre</translation>
    </message>
    <message>
        <source>grams</source>
        <translation>grammes</translation>
    </message>
    <message>
        <source>Scale {weight} kg</source>
        <translation>Balance {weight} kg</translation>
    </message>
    <message>
        <source>Scale moving</source>
        <translation>Balance en mouvement</translation>
    </message>
    <message>
        <source>Scale under zero</source>
        <translation>Balance sous zéro</translation>
    </message>
    <message>
        <source>Scale: too heavy</source>
        <translation>Balance : trop lourd</translation>
    </message>
    <message>
        <source>Scale does not answer</source>
        <translation>La balance ne répond pas</translation>
    </message>
    <message>
        <source>No scale</source>
        <translation>Pas de balance</translation>
    </message>
    <message>
        <source>by the metre</source>
        <translation>au mètre</translation>
    </message>
    <message>
        <source>taken away</source>
        <translation>à emporter</translation>
    </message>
    <message>
        <source>reduced: food, books</source>
        <translation>réduit : alimentation, livres</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>normal</translation>
    </message>
    <message>
        <source>lodging</source>
        <translation>hébergement</translation>
    </message>
    <message>
        <source>exempt</source>
        <translation>exclu</translation>
    </message>
    <message>
        <source>outside VAT: deposits, vouchers</source>
        <translation>hors TVA : consignes, bons</translation>
    </message>
    <message>
        <source>piece</source>
        <translation>pièce</translation>
    </message>
    <message>
        <source>hour</source>
        <translation>heure</translation>
    </message>
    <message>
        <source>kilogram</source>
        <translation>kilo</translation>
    </message>
    <message>
        <source>100 grams</source>
        <translation>100 grammes</translation>
    </message>
    <message>
        <source>litre</source>
        <translation>litre</translation>
    </message>
    <message>
        <source>metre</source>
        <translation>mètre</translation>
    </message>
    <message>
        <source>goods</source>
        <translation>marchandise</translation>
    </message>
    <message>
        <source>service</source>
        <translation>service</translation>
    </message>
    <message>
        <source>deposit</source>
        <translation>consigne</translation>
    </message>
    <message>
        <source>kit</source>
        <translation>lot</translation>
    </message>
    <message>
        <source>ticket</source>
        <translation>billet</translation>
    </message>
    <message>
        <source>no price</source>
        <translation>pas de prix</translation>
    </message>
    <message>
        <source>no VAT code</source>
        <translation>pas de code TVA</translation>
    </message>
    <message>
        <source>no code</source>
        <translation>pas de code</translation>
    </message>
    <message>
        <source>no category</source>
        <translation>pas de catégorie</translation>
    </message>
    <message>
        <source>negative stock</source>
        <translation>stock négatif</translation>
    </message>
    <message>
        <source>on the portal without description or picture</source>
        <translation>sur le portail sans description ou sans image</translation>
    </message>
    <message>
        <source>free</source>
        <translation>libre</translation>
    </message>
    <message>
        <source>sold out</source>
        <translation>épuisé</translation>
    </message>
    <message>
        <source>link</source>
        <translation>lien</translation>
    </message>
    <message>
        <source>Web</source>
        <translation>Web</translation>
    </message>
    <message>
        <source>net weight, tare {tare} kg</source>
        <translation>poids net, tare {tare} kg</translation>
    </message>
    <message>
        <source>Training: nothing is really sold</source>
        <translation>Entraînement : rien n’est vraiment vendu</translation>
    </message>
    <message>
        <source>Cashier</source>
        <translation>Personne à la caisse</translation>
    </message>
    <message>
        <source>Parked</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Aide</translation>
    </message>
    <message>
        <source>{n} parked</source>
        <translation>{n} en attente</translation>
    </message>
    <message>
        <source>{n} orders to prepare</source>
        <translation>{n} commandes à préparer</translation>
    </message>
    <message>
        <source>Last sale</source>
        <translation>Dernière vente</translation>
    </message>
    <message>
        <source>Reprint</source>
        <translation>Réimprimer</translation>
    </message>
    <message>
        <source>less: {what}</source>
        <translation>moins : {what}</translation>
    </message>
    <message>
        <source>more: {what}</source>
        <translation>plus : {what}</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>oui</translation>
    </message>
    <message>
        <source>no</source>
        <translation>non</translation>
    </message>
    <message>
        <source>waste</source>
        <translation>perte</translation>
    </message>
    <message>
        <source>breakage</source>
        <translation>casse</translation>
    </message>
    <message>
        <source>own use</source>
        <translation>usage propre</translation>
    </message>
    <message>
        <source>gift</source>
        <translation>don</translation>
    </message>
    <message>
        <source>theft</source>
        <translation>vol</translation>
    </message>
    <message>
        <source>correction</source>
        <translation>correction</translation>
    </message>
    <message>
        <source>received</source>
        <translation>reçu</translation>
    </message>
    <message>
        <source>sale</source>
        <translation>vente</translation>
    </message>
    <message>
        <source>refund</source>
        <translation>remboursement</translation>
    </message>
    <message>
        <source>count</source>
        <translation>inventaire</translation>
    </message>
    <message>
        <source>transfer</source>
        <translation>transfert</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Où</translation>
    </message>
    <message>
        <source>articles to pick</source>
        <translation>articles à préparer</translation>
    </message>
    <message>
        <source>Print the pick list</source>
        <translation>Imprimer la liste</translation>
    </message>
    <message>
        <source>{n} articles for {orders} orders</source>
        <translation>{n} articles pour {orders} commandes</translation>
    </message>
    <message>
        <source>All orders</source>
        <translation>Toutes les commandes</translation>
    </message>
    <message>
        <source>There</source>
        <translation>Quantité là</translation>
    </message>
    <message>
        <source>Where it lies</source>
        <translation>Où cela se trouve</translation>
    </message>
    <message>
        <source>where it lies</source>
        <translation>où cela se trouve</translation>
    </message>
    <message>
        <source>quantity</source>
        <translation>quantité</translation>
    </message>
    <message>
        <source>take away</source>
        <translation>retirer</translation>
    </message>
    <message>
        <source>put there</source>
        <translation>ajouter</translation>
    </message>
    <message>
        <source>note</source>
        <translation>remarque</translation>
    </message>
    <message>
        <source>Note, if it helps</source>
        <translation>Remarque, si elle aide</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Vers</translation>
    </message>
    <message>
        <source>Correct the stock</source>
        <translation>Corriger le stock</translation>
    </message>
    <message>
        <source>Carry there</source>
        <translation>Transférer</translation>
    </message>
    <message>
        <source>Or carry it to another place</source>
        <translation>Ou le transférer ailleurs</translation>
    </message>
    <message>
        <source>Corrected: {what}.</source>
        <translation>Corrigé: {what}.</translation>
    </message>
    <message>
        <source>Carried to {place}.</source>
        <translation>Transféré vers {place}.</translation>
    </message>
    <message>
        <source>Choose or scan the article first.</source>
        <translation>Choisissez ou scannez d’abord l’article.</translation>
    </message>
    <message>
        <source>Enter a quantity above zero, then choose take away or put there.</source>
        <translation>Entrez une quantité au-dessus de zéro, puis choisissez retirer ou ajouter.</translation>
    </message>
    <message>
        <source>Order {number}</source>
        <translation>Commande {number}</translation>
    </message>
    <message>
        <source>Wanted by</source>
        <translation>Pour le</translation>
    </message>
    <message>
        <source>Written on</source>
        <translation>Écrite le</translation>
    </message>
    <message>
        <source>Our customer number</source>
        <translation>Notre numéro de client</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Quantité</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>Article</translation>
    </message>
    <message>
        <source>Your reference</source>
        <translation>Votre référence</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Coût</translation>
    </message>
    <message>
        <source>Page {n} of {pages}</source>
        <translation>Page {n} sur {pages}</translation>
    </message>
    <message>
        <source>Total expected, without VAT</source>
        <translation>Total attendu, hors TVA</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Prix</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>Stock</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>Choisir une image</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>The picture is not on this till yet.</source>
        <translation>L’image n’est pas encore sur cette caisse.</translation>
    </message>
    <message>
        <source>Making the picture small …</source>
        <translation>Réduction de l’image …</translation>
    </message>
    <message>
        <source>{width} × {height}, {kb} kB</source>
        <translation>{width} × {height}, {kb} ko</translation>
    </message>
    <message>
        <source>no picture</source>
        <translation>pas d’image</translation>
    </message>
    <message>
        <source>basket</source>
        <translation>panier</translation>
    </message>
    <message>
        <source>number of {piece} {currency}</source>
        <translation>nombre de {piece} {currency}</translation>
    </message>
    <message>
        <source>Notes {currency}</source>
        <translation>Billets {currency}</translation>
    </message>
    <message>
        <source>Coins {currency}</source>
        <translation>Pièces {currency}</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Billets</translation>
    </message>
    <message>
        <source>Coins</source>
        <translation>Pièces</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Suppr.</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Espace</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Ctrl</translation>
    </message>
    <message>
        <source>Alt</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Nothing is lost</source>
        <translation>Rien n’est perdu</translation>
    </message>
    <message>
        <source>Portal</source>
        <translation>Portail</translation>
    </message>
    <message>
        <source>To be sent</source>
        <translation>À envoyer</translation>
    </message>
    <message>
        <source>Oddities</source>
        <translation>Anomalies</translation>
    </message>
    <message>
        <source>Joining</source>
        <translation>Relier</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Last acknowledgement</source>
        <translation>Dernier accusé</translation>
    </message>
    <message>
        <source>nothing is held back</source>
        <translation>rien n’est retenu</translation>
    </message>
    <message>
        <source>Everything is in this till&apos;s journal. Selling, refunding and closing go on without a network.</source>
        <translation>Tout est dans le journal de cette caisse. Vendre, rembourser et clôturer continuent sans réseau.</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Écriture</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Sorte</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Détail</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>choisir</translation>
    </message>
    <message>
        <source>name of the container</source>
        <translation>nom du contenant</translation>
    </message>
    <message>
        <source>Jar 1 l</source>
        <translation>Bocal 1 l</translation>
    </message>
    <message>
        <source>empty weight in grams</source>
        <translation>poids à vide en grammes</translation>
    </message>
    <message>
        <source>number of stickers</source>
        <translation>nombre d’autocollants</translation>
    </message>
    <message>
        <source>The till takes this weight off when the sticker is scanned.</source>
        <translation>La caisse déduit ce poids quand l’autocollant est scanné.</translation>
    </message>
    <message>
        <source>Empty weight in g</source>
        <translation>Poids à vide en g</translation>
    </message>
    <message>
        <source>Use this printer</source>
        <translation>Utiliser cette imprimante</translation>
    </message>
    <message>
        <source>Label printer that understands ZPL</source>
        <translation>Imprimante d’étiquettes qui comprend le ZPL</translation>
    </message>
    <message>
        <source>Dots per inch</source>
        <translation>Points par pouce</translation>
    </message>
    <message>
        <source>number of labels</source>
        <translation>nombre d’étiquettes</translation>
    </message>
    <message>
        <source>net weight in grams</source>
        <translation>poids net en grammes</translation>
    </message>
    <message>
        <source>Net g</source>
        <translation>Net g</translation>
    </message>
    <message>
        <source>Good until</source>
        <translation>Jusqu’au</translation>
    </message>
    <message>
        <source>entries that wait</source>
        <translation>écritures en attente</translation>
    </message>
    <message>
        <source>What exactly is sent</source>
        <translation>Ce qui part exactement</translation>
    </message>
    <message>
        <source>Never leaves this till: names, telephone numbers and addresses of customers, names of the team, PINs.</source>
        <translation>Ne quitte jamais cette caisse : noms, téléphones et adresses de la clientèle, noms de l’équipe, codes PIN.</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>À faire</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Depuis</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Ce qui s’est passé</translation>
    </message>
    <message>
        <source>oddities</source>
        <translation>anomalies</translation>
    </message>
    <message>
        <source>I have seen to it</source>
        <translation>Je m’en suis occupé</translation>
    </message>
    <message>
        <source>The portal keeps every entry; these are things that a person should look at.</source>
        <translation>Le portail garde chaque écriture ; voici ce qu’une personne devrait regarder.</translation>
    </message>
    <message>
        <source>address of the portal</source>
        <translation>adresse du portail</translation>
    </message>
    <message>
        <source>Ask for a code</source>
        <translation>Demander un code</translation>
    </message>
    <message>
        <source>Stop sending</source>
        <translation>Ne plus envoyer</translation>
    </message>
    <message>
        <source>statistics for the chamber</source>
        <translation>statistiques de la chambre</translation>
    </message>
    <message>
        <source>Let the chamber count our sales in its statistics: by month, commune and branch, never by shop, article, customer or hour.</source>
        <translation>La chambre peut compter nos ventes dans ses statistiques : par mois, commune et branche, jamais par magasin, article, client ou heure.</translation>
    </message>
    <message>
        <source>Address of the portal</source>
        <translation>Adresse du portail</translation>
    </message>
    <message>
        <source>signed at {time}</source>
        <translation>signé à {time}</translation>
    </message>
    <message>
        <source>The chamber approves this code at {address}. It lives 15 minutes. Compare the fingerprint:
{mark}</source>
        <translation>Approuvez ce code sur {address}. Il vit 15 minutes. Comparez l’empreinte :
{mark}</translation>
    </message>
    <message>
        <source>Nothing waits: the portal holds everything.</source>
        <translation>Rien n’attend : le portail a tout.</translation>
    </message>
    <message>
        <source>What exactly is sent of entry {n}, {size} bytes</source>
        <translation>Ce qui part de l’écriture {n}, {size} octets</translation>
    </message>
    <message>
        <source>The address of a portal begins with https://</source>
        <translation>L’adresse d’un portail commence par https://</translation>
    </message>
    <message>
        <source>Asking {address} …</source>
        <translation>Demande à {address} …</translation>
    </message>
    <message>
        <source>Nothing is sent any more. The journal stays here, whole.</source>
        <translation>Plus rien n’est envoyé. Le journal reste ici, entier.</translation>
    </message>
    <message>
        <source>Portal not joined</source>
        <translation>Portail non relié</translation>
    </message>
    <message>
        <source>Portal: waiting for approval</source>
        <translation>Portail : en attente d’approbation</translation>
    </message>
    <message>
        <source>Portal: sending</source>
        <translation>Portail : envoi</translation>
    </message>
    <message>
        <source>Portal up to date</source>
        <translation>Portail à jour</translation>
    </message>
    <message>
        <source>Portal out of reach since {time}</source>
        <translation>Portail hors ligne depuis {time}</translation>
    </message>
    <message>
        <source>Portal: {reason}</source>
        <translation>Portail : {reason}</translation>
    </message>
    <message>
        <source>Portal: this till is not known there; join again</source>
        <translation>Portail : cette caisse n’y est pas connue ; reliez-la de nouveau</translation>
    </message>
    <message>
        <source>Portal: this till was taken out</source>
        <translation>Portail : cette caisse en a été retirée</translation>
    </message>
    <message>
        <source>Portal: the code has expired; ask for a new one</source>
        <translation>Portail : le code a expiré ; demandez-en un nouveau</translation>
    </message>
    <message>
        <source>Portal: the code was refused</source>
        <translation>Portail : le code a été refusé</translation>
    </message>
    <message>
        <source>{n} sales are on this disk only</source>
        <translation>{n} ventes ne sont que sur ce disque</translation>
    </message>
    <message>
        <source>next try in {time}</source>
        <translation>prochain essai dans {time}</translation>
    </message>
    <message>
        <source>{n} entries sent since the start</source>
        <translation>{n} écritures envoyées depuis le démarrage</translation>
    </message>
    <message>
        <source>This till is «{till}» of {member}.</source>
        <translation>Cette caisse est « {till} » de {member}.</translation>
    </message>
    <message>
        <source>Show or read this code to the chamber:</source>
        <translation>Montrez ou dictez ce code à la chambre :</translation>
    </message>
    <message>
        <source>This till keeps everything here. Joined to the portal, its articles and stock can be seen on line.</source>
        <translation>Cette caisse garde tout ici. Reliée au portail, ses articles et son stock se voient en ligne.</translation>
    </message>
    <message>
        <source>Journal opened</source>
        <translation>Journal ouvert</translation>
    </message>
    <message>
        <source>Day opened</source>
        <translation>Journée ouverte</translation>
    </message>
    <message>
        <source>Day closed, Z</source>
        <translation>Journée fermée, Z</translation>
    </message>
    <message>
        <source>Month or year closed</source>
        <translation>Mois ou année clôturés</translation>
    </message>
    <message>
        <source>Drawer opened</source>
        <translation>Tiroir ouvert</translation>
    </message>
    <message>
        <source>Goods received</source>
        <translation>Marchandise reçue</translation>
    </message>
    <message>
        <source>Stock counted</source>
        <translation>Stock compté</translation>
    </message>
    <message>
        <source>Article changed</source>
        <translation>Article modifié</translation>
    </message>
    <message>
        <source>Category changed</source>
        <translation>Rayon modifié</translation>
    </message>
    <message>
        <source>Taken from the portal</source>
        <translation>Repris du portail</translation>
    </message>
    <message>
        <source>Tickets brought back</source>
        <translation>Tickets revenus du portail</translation>
    </message>
    <message>
        <source>Heard from another till</source>
        <translation>Reçu d’une autre caisse</translation>
    </message>
    <message>
        <source>Supplier changed</source>
        <translation>Fournisseur modifié</translation>
    </message>
    <message>
        <source>Purchase order</source>
        <translation>Commande au fournisseur</translation>
    </message>
    <message>
        <source>Purchase order closed</source>
        <translation>Commande au fournisseur close</translation>
    </message>
    <message>
        <source>Picture of an article</source>
        <translation>Photo d’un article</translation>
    </message>
    <message>
        <source>Tickets sold</source>
        <translation>Billets vendus</translation>
    </message>
    <message>
        <source>Tickets taken back</source>
        <translation>Billets repris</translation>
    </message>
    <message>
        <source>Let in at the door</source>
        <translation>Entrée à la porte</translation>
    </message>
    <message>
        <source>Admission taken back</source>
        <translation>Entrée annulée</translation>
    </message>
    <message>
        <source>Online orders taken</source>
        <translation>Commandes en ligne reçues</translation>
    </message>
    <message>
        <source>Online order kept</source>
        <translation>Commande en ligne acceptée</translation>
    </message>
    <message>
        <source>Online order ready</source>
        <translation>Commande en ligne prête</translation>
    </message>
    <message>
        <source>Online order: goods missing</source>
        <translation>Commande en ligne : marchandise manquante</translation>
    </message>
    <message>
        <source>Online order refused</source>
        <translation>Commande en ligne refusée</translation>
    </message>
    <message>
        <source>Online order collected</source>
        <translation>Commande en ligne remise</translation>
    </message>
    <message>
        <source>Settings changed</source>
        <translation>Réglages modifiés</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Consentement</translation>
    </message>
    <message>
        <source>Clock jumped</source>
        <translation>Saut d’horloge</translation>
    </message>
    <message>
        <source>The stock of an article fell below zero.</source>
        <translation>Le stock d’un article est passé sous zéro.</translation>
    </message>
    <message>
        <source>Count it, or enter the goods that came in.</source>
        <translation>Comptez-le, ou saisissez la marchandise entrée.</translation>
    </message>
    <message>
        <source>«{name}» was changed on two tills at once: {field} is now {kept}, the other value was {lost}.</source>
        <translation>« {name} » a été modifié sur deux caisses à la fois : {field} vaut maintenant {kept}, l’autre valeur était {lost}.</translation>
    </message>
    <message>
        <source>Keep it, or change the article once more.</source>
        <translation>Laissez ainsi, ou modifiez l’article encore une fois.</translation>
    </message>
    <message>
        <source>Two journals claim the same numbers: a till was copied, or put back to an earlier day.</source>
        <translation>Deux journaux portent les mêmes numéros : une caisse a été copiée, ou remise à un jour antérieur.</translation>
    </message>
    <message>
        <source>Both were kept, no sale is lost. Look at which tickets carry the same number.</source>
        <translation>Les deux sont gardés, aucune vente n’est perdue. Regardez quels tickets portent le même numéro.</translation>
    </message>
    <message>
        <source>Two tickets carry the number {receipt}: a machine was put back from a copy.</source>
        <translation>Deux tickets portent le numéro {receipt} : une machine a été remise depuis une copie.</translation>
    </message>
    <message>
        <source>Both count. Note on your copies which is which.</source>
        <translation>Les deux comptent. Notez sur vos copies lequel est lequel.</translation>
    </message>
    <message>
        <source>The same line was refunded on two tills (ticket {receipt}).</source>
        <translation>La même ligne a été remboursée sur deux caisses (ticket {receipt}).</translation>
    </message>
    <message>
        <source>Compare both refunds with the goods that came back.</source>
        <translation>Comparez les deux remboursements avec la marchandise revenue.</translation>
    </message>
    <message>
        <source>Two doors did not hear each other: somebody came in with a copy. Look at who is inside.</source>
        <translation>Deux portes ne s’entendaient pas : quelqu’un est entré avec une copie. Regardez qui est dans la salle.</translation>
    </message>
    <message>
        <source>The clock of a till jumped.</source>
        <translation>L’horloge d’une caisse a sauté.</translation>
    </message>
    <message>
        <source>Check the date and time of that machine.</source>
        <translation>Vérifiez la date et l’heure de cette machine.</translation>
    </message>
    <message>
        <source>A sale and a count happened almost together on two tills.</source>
        <translation>Une vente et un comptage sont arrivés presque ensemble sur deux caisses.</translation>
    </message>
    <message>
        <source>Count this article again.</source>
        <translation>Recomptez cet article.</translation>
    </message>
    <message>
        <source>The portal keeps an entry that it does not understand yet.</source>
        <translation>Le portail garde une écriture qu’il ne comprend pas encore.</translation>
    </message>
    <message>
        <source>Nothing to do: it is read again when the portal is updated.</source>
        <translation>Rien à faire : elle sera relue quand le portail sera mis à jour.</translation>
    </message>
    <message>
        <source>The portal could not book a commission yet.</source>
        <translation>Le portail n’a pas encore pu inscrire une commission.</translation>
    </message>
    <message>
        <source>Nothing to do: the sales are counted, and the closing of the month tries again.</source>
        <translation>Rien à faire : les ventes sont comptées, et la clôture du mois essaie encore.</translation>
    </message>
    <message>
        <source>Order {code} was handed out twice, at two tills.</source>
        <translation>La commande {code} a été remise deux fois, à deux caisses.</translation>
    </message>
    <message>
        <source>Compare both tickets with the goods, and refund one if it was never given.</source>
        <translation>Comparez les deux tickets avec la marchandise, et remboursez celui qui n’a pas été remis.</translation>
    </message>
    <message>
        <source>Order {code} was handed out after it had been cancelled or refused.</source>
        <translation>La commande {code} a été remise après avoir été annulée ou refusée.</translation>
    </message>
    <message>
        <source>The sale counts. Count these goods if somebody else was promised them.</source>
        <translation>La vente compte. Comptez ces articles s’ils étaient promis à quelqu’un d’autre.</translation>
    </message>
    <message>
        <source>The web shop sold more than there is, in order {code}.</source>
        <translation>La boutique en ligne a vendu plus qu’il n’y a, dans la commande {code}.</translation>
    </message>
    <message>
        <source>Order the goods, or tell the buyer.</source>
        <translation>Commandez la marchandise, ou avertissez le client.</translation>
    </message>
    <message>
        <source>An order was handed out that the portal does not know: it may have been put back from a copy.</source>
        <translation>Une commande a été remise que le portail ne connaît pas : il a peut-être été remis en service depuis une copie.</translation>
    </message>
    <message>
        <source>The sale counts. Nothing to do.</source>
        <translation>La vente compte. Il n’y a rien à faire.</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Plus tard</translation>
    </message>
    <message>
        <source>Sale</source>
        <translation>Vente</translation>
    </message>
    <message>
        <source>one note of {note} LEM less</source>
        <translation>un billet de {note} LEM de moins</translation>
    </message>
    <message>
        <source>note of {note} LEM, {n} taken</source>
        <translation>billet de {note} LEM, {n} pris</translation>
    </message>
    <message>
        <source>This picture is too large for a logo. Choose one below 20 MB.</source>
        <translation>Cette image est trop grande pour un logo. Choisissez-en une de moins de 20 Mo.</translation>
    </message>
    <message>
        <source>This file is no picture. Choose a PNG or JPEG file; the logo stays as it was.</source>
        <translation>Ce fichier n’est pas une image. Choisissez un fichier PNG ou JPEG ; le logo reste tel qu’il était.</translation>
    </message>
    <message>
        <source>This order is not in the shop file.</source>
        <translation>Cette commande n’est pas dans le fichier du commerce.</translation>
    </message>
    <message>
        <source>A cost is not negative.</source>
        <translation>Un coût n’est pas négatif.</translation>
    </message>
    <message>
        <source>A count is not negative.</source>
        <translation>Un comptage n’est pas négatif.</translation>
    </message>
    <message>
        <source>Nothing was counted yet.</source>
        <translation>Rien n’a encore été compté.</translation>
    </message>
    <message>
        <source>Say why the stock changes.</source>
        <translation>Dites pourquoi le stock change.</translation>
    </message>
    <message>
        <source>A quantity of zero changes nothing.</source>
        <translation>Une quantité de zéro ne change rien.</translation>
    </message>
    <message>
        <source>Goods are carried from one place to another: choose two.</source>
        <translation>Un transfert va d’un lieu à un autre: choisissez-en deux.</translation>
    </message>
    <message>
        <source>Say how much of which article is carried.</source>
        <translation>Dites combien de quel article est transféré.</translation>
    </message>
    <message>
        <source>The code {code} names several articles. Choose one by its name.</source>
        <translation>Le code {code} désigne plusieurs articles. Choisissez par le nom.</translation>
    </message>
    <message>
        <source>«{text}» is not a day. Write it like 30.06.2027.</source>
        <translation>« {text} » n’est pas un jour. Écrivez-le comme 30.06.2027.</translation>
    </message>
    <message>
        <source>This article is not in the shop file.</source>
        <translation>Cet article n’est pas dans le fichier du magasin.</translation>
    </message>
    <message>
        <source>No till waits with the code {code}. Codes live 15 minutes: ask for a new one.</source>
        <translation>Aucune caisse n’attend avec le code {code}. Les codes vivent 15 minutes : demandez-en un nouveau.</translation>
    </message>
    <message>
        <source>{member} has no till {till}.</source>
        <translation>{member} n’a pas de caisse {till}.</translation>
    </message>
    <message>
        <source>This till belongs to another member. Take it out there first.</source>
        <translation>Cette caisse est à un autre membre. Retirez-la d’abord là-bas.</translation>
    </message>
    <message>
        <source>The till is in: {till}</source>
        <translation>La caisse est reliée : {till}</translation>
    </message>
    <message>
        <source>The portal knows no till {till}.</source>
        <translation>Le portail ne connaît pas de caisse {till}.</translation>
    </message>
    <message>
        <source>Nothing more is taken from this till; what it sent before stays valid.</source>
        <translation>Plus rien n’est pris de cette caisse ; ce qu’elle a envoyé avant reste valable.</translation>
    </message>
    <message>
        <source>Say which anomaly by its number.</source>
        <translation>Dites quelle anomalie par son numéro.</translation>
    </message>
    <message>
        <source>No open anomaly has the number {number}.</source>
        <translation>Aucune anomalie ouverte n’a le numéro {number}.</translation>
    </message>
    <message>
        <source>Generation {n}: every till sends again what this backup lacks, and fetches anew.</source>
        <translation>Génération {n} : chaque caisse renvoie ce qui manque à cette sauvegarde, et reprend tout.</translation>
    </message>
    <message>
        <source>Say where to: main.py portal backup --to FILE</source>
        <translation>Dites où : main.py portal backup --to FICHIER</translation>
    </message>
    <message>
        <source>{file} written, {size} MB, and read again.</source>
        <translation>{file} écrit, {size} Mo, et relu.</translation>
    </message>
    <message>
        <source>Say who: main.py portal invite --admin E-MAIL</source>
        <translation>Dites qui : main.py portal invite --admin E-MAIL</translation>
    </message>
    <message>
        <source>{text} is no e-mail address.</source>
        <translation>{text} n’est pas une adresse e-mail.</translation>
    </message>
    <message>
        <source>Open this page within seven days, once; who has it becomes the chamber&apos;s administrator:</source>
        <translation>Ouvrez cette page dans les sept jours, une seule fois ; qui l’a devient l’administration de la chambre :</translation>
    </message>
    <message>
        <source>Nobody has the address {text} here.</source>
        <translation>Personne n’a l’adresse {text} ici.</translation>
    </message>
    <message>
        <source>Open this page within an hour, once, to choose a new password:</source>
        <translation>Ouvrez cette page dans l’heure, une seule fois, pour choisir un nouveau mot de passe :</translation>
    </message>
    <message>
        <source>Say whose and where: main.py portal connect KIND --member NAME --shop ADDRESS --user KEY</source>
        <translation>Dites de qui et où : main.py portal connect GENRE --member NOM --shop ADRESSE --user CLÉ</translation>
    </message>
    <message>
        <source>The web shop answers and is connected: {shop}</source>
        <translation>La boutique en ligne répond et elle est reliée : {shop}</translation>
    </message>
    <message>
        <source>{linked} articles linked, {waiting} waiting, {orders} orders taken</source>
        <translation>{linked} articles reliés, {waiting} en attente, {orders} commandes reprises</translation>
    </message>
    <message>
        <source>The web shop is no longer visited, and its keys are forgotten. Goods held for its orders stay held.</source>
        <translation>La boutique en ligne n’est plus visitée et ses clés sont oubliées. Ce qui est gardé pour ses commandes le reste.</translation>
    </message>
    <message>
        <source>Secret or password of the web shop:</source>
        <translation>Secret ou mot de passe de la boutique en ligne :</translation>
    </message>
    <message>
        <source>The web shop&apos;s secret is entered here, or comes on standard input.</source>
        <translation>Le secret de la boutique en ligne se tape ici, ou vient par l’entrée standard.</translation>
    </message>
    <message>
        <source>The portal knows no single member {name}.</source>
        <translation>Le portail ne connaît pas de membre unique {name}.</translation>
    </message>
    <message>
        <source>Say which one: main.py portal {action} …</source>
        <translation>Dites laquelle : main.py portal {action} …</translation>
    </message>
    <message>
        <source>{entries} entries, {events} facts.</source>
        <translation>{entries} écritures, {events} faits.</translation>
    </message>
    <message>
        <source>Every table follows from the journal.</source>
        <translation>Chaque table découle du journal.</translation>
    </message>
    <message>
        <source>Something does not follow.</source>
        <translation>Quelque chose ne découle pas.</translation>
    </message>
    <message>
        <source>There is not enough left of this article.</source>
        <translation>Il ne reste pas assez de cet article.</translation>
    </message>
    <message>
        <source>ledger</source>
        <translation>comptes</translation>
    </message>
    <message>
        <source>statistics</source>
        <translation>statistiques</translation>
    </message>
    <message>
        <source>The head does not stand at the last entry.</source>
        <translation>La tête n’est pas à la dernière écriture.</translation>
    </message>
    <message>
        <source>live {live}, rebuilt {right}</source>
        <translation>en place {live}, reconstruit {right}</translation>
    </message>
    <message>
        <source>SQLite takes one worker. For several, use a PostgreSQL database: --db postgresql+psycopg://…</source>
        <translation>SQLite n’accepte qu’un processus. Pour plusieurs, prenez une base PostgreSQL : --db postgresql+psycopg://…</translation>
    </message>
    <message>
        <source>The portal cannot listen on {host}:{port}: {reason}. Choose another port.</source>
        <translation>Le portail ne peut pas écouter sur {host}:{port} : {reason}. Choisissez un autre port.</translation>
    </message>
    <message>
        <source>The database {url} cannot be opened: {reason}</source>
        <translation>La base {url} ne peut pas être ouverte : {reason}</translation>
    </message>
    <message>
        <source>This database was written by a newer portal. Nothing was changed. Update this portal.</source>
        <translation>Cette base a été écrite par un portail plus récent. Rien n’a changé. Mettez ce portail à jour.</translation>
    </message>
    <message>
        <source>The table {name} of this database is not kept append-only any more.</source>
        <translation>La table {name} de cette base n’est plus en ajout seul.</translation>
    </message>
    <message>
        <source>The archive is made: {path}</source>
        <translation>L’archive est faite : {path}</translation>
    </message>
    <message>
        <source>It holds {n} entries and {tickets} tickets.</source>
        <translation>Elle contient {n} écritures et {tickets} tickets.</translation>
    </message>
    <message>
        <source>It is not signed: this machine does not hold the key of that shop file.</source>
        <translation>Elle n’est pas signée : cette machine n’a pas la clé de ce fichier du magasin.</translation>
    </message>
    <message>
        <source>The last entry that came back from the portal carries no signature.</source>
        <translation>La dernière écriture revenue du portail ne porte pas de signature.</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importer</translation>
    </message>
    <message>
        <source>{name} could not be written among your documents.</source>
        <translation>{name} n’a pas pu être écrit dans vos documents.</translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>Écrit: {path}</translation>
    </message>
    <message>
        <source>Print it at its actual size (100 %), not fitted to the page.</source>
        <translation>Imprimez-le à sa taille réelle (100 %), sans l’ajuster à la page.</translation>
    </message>
    <message>
        <source>{n} labels are on their way to the printer.</source>
        <translation>{n} étiquettes sont en route vers l’imprimante.</translation>
    </message>
    <message>
        <source>No receipt printer is set up. Choose one in the settings, or print on sheets.</source>
        <translation>Aucune imprimante à tickets n’est installée. Choisissez-en une dans les réglages, ou imprimez sur des feuilles.</translation>
    </message>
    <message>
        <source>Nothing is printed twice by itself.</source>
        <translation>Rien ne s’imprime deux fois tout seul.</translation>
    </message>
    <message>
        <source>They are printed</source>
        <translation>Elles sont imprimées</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>Imprimer à nouveau</translation>
    </message>
    <message>
        <source>This picture is too large. Choose one below 40 MB.</source>
        <translation>Cette image est trop grande. Choisissez-en une de moins de 40 Mo.</translation>
    </message>
    <message>
        <source>This picture is too large. Choose one below 100 million pixels.</source>
        <translation>Cette image est trop grande. Choisissez-en une de moins de 100 millions de pixels.</translation>
    </message>
    <message>
        <source>This file is no picture. Choose a PNG, JPEG or WebP file; the article keeps what it had.</source>
        <translation>Ce fichier n’est pas une image. Choisissez un fichier PNG, JPEG ou WebP ; l’article garde ce qu’il avait.</translation>
    </message>
    <message>
        <source>TRAINING - not valid</source>
        <translation>ENTRAÎNEMENT - non valable</translation>
    </message>
    <message>
        <source>DUPLICATE</source>
        <translation>DUPLICATA</translation>
    </message>
    <message>
        <source>Valid once. Show this code at the door.</source>
        <translation>Valable une fois. Montrez ce code à l’entrée.</translation>
    </message>
    <message>
        <source>Ticket {number}</source>
        <translation>Billet {number}</translation>
    </message>
    <message>
        <source>Doors</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>ticket {n} of {all}</source>
        <translation>billet {n} sur {all}</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Billet</translation>
    </message>
    <message>
        <source>«{text}» is not a number.</source>
        <translation>« {text} » n’est pas un nombre.</translation>
    </message>
    <message>
        <source>«{text}» is a date, not a price. Format the column as a number in the spreadsheet.</source>
        <translation>« {text} » est une date, pas un prix. Mettez la colonne au format nombre dans le tableur.</translation>
    </message>
    <message>
        <source>«{text}» is in another currency. Prices of articles are in CHF.</source>
        <translation>« {text} » est dans une autre monnaie. Les prix des articles sont en CHF.</translation>
    </message>
    <message>
        <source>«{text}» is not a price. Write it like 12.50.</source>
        <translation>« {text} » n’est pas un prix. Écrivez-le comme 12.50.</translation>
    </message>
    <message>
        <source>«{text}» may be thousands or decimals. Write it like 1234.50.</source>
        <translation>« {text} » : milliers ou décimales ? Écrivez-le comme 1234.50.</translation>
    </message>
    <message>
        <source>«{text}» has more than two decimals. Round it in the file.</source>
        <translation>« {text} » a plus de deux décimales. Arrondissez-le dans le fichier.</translation>
    </message>
    <message>
        <source>«{text}» has more than three decimals.</source>
        <translation>« {text} » a plus de trois décimales.</translation>
    </message>
    <message>
        <source>«{text}» is not a whole number.</source>
        <translation>« {text} » n’est pas un nombre entier.</translation>
    </message>
    <message>
        <source>«{text}» is neither yes nor no.</source>
        <translation>« {text} » n’est ni oui ni non.</translation>
    </message>
    <message>
        <source>«{text}» is not a unit of sale: piece, kg, 100g, l, m or hour.</source>
        <translation>« {text} » n’est pas une unité de vente : pièce, kg, 100g, l, m ou heure.</translation>
    </message>
    <message>
        <source>«{text}» is not a kind of article: goods, service, deposit, kit or ticket.</source>
        <translation>« {text} » n’est pas un genre d’article : marchandise, service, consigne, lot ou billet.</translation>
    </message>
    <message>
        <source>«{text}» is no VAT code and no rate: write N, R, H, E, D or 2.6 %.</source>
        <translation>« {text} » n’est ni un code TVA ni un taux : écrivez N, R, H, E, D ou 2.6 %.</translation>
    </message>
    <message>
        <source>Switzerland has no VAT rate of «{text}».</source>
        <translation>La Suisse n’a pas de taux de TVA « {text} ».</translation>
    </message>
    <message>
        <source>The spreadsheet has shortened the code «{text}». Format the column as text, then save again.</source>
        <translation>Le tableur a abrégé le code « {text} ». Mettez la colonne au format texte, puis enregistrez à nouveau.</translation>
    </message>
    <message>
        <source>«{text}» is not a content. Write it like 500 g or 75 cl.</source>
        <translation>« {text} » n’est pas un contenu. Écrivez-le comme 500 g ou 75 cl.</translation>
    </message>
    <message>
        <source>«{text}» is not a pack. Write it like 7610000000011*6=27.00.</source>
        <translation>« {text} » n’est pas un lot. Écrivez-le comme 7610000000011*6=27.00.</translation>
    </message>
    <message>
        <source>«{text}» is not a part of a kit. Write the code and how many, like 101*2.</source>
        <translation>« {text} » n’est pas une part de lot. Écrivez le code et combien, comme 101*2.</translation>
    </message>
    <message>
        <source>«{text}» is not a price from a day on. Write it like 2026-12-24=4.50.</source>
        <translation>« {text} » n’est pas un prix à venir. Écrivez comme 2026-12-24=4.50.</translation>
    </message>
    <message>
        <source>«{text}» is a formula. Save the file with values only.</source>
        <translation>« {text} » est une formule. Enregistrez le fichier avec les valeurs seulement.</translation>
    </message>
    <message>
        <source>This cell holds characters that cannot be read. Choose another encoding.</source>
        <translation>Cette cellule contient des caractères illisibles. Choisissez un autre codage.</translation>
    </message>
    <message>
        <source>«{text}» is a date, not a value. Format the column as a number in the spreadsheet.</source>
        <translation>« {text} » est une date, pas une valeur. Mettez la colonne au format nombre dans le tableur.</translation>
    </message>
    <message>
        <source>«{text}» is an error of the spreadsheet. Correct the cell, then save again.</source>
        <translation>« {text} » est une erreur du tableur. Corrigez la cellule, puis enregistrez à nouveau.</translation>
    </message>
    <message>
        <source>{name}: fewer than none cannot come in.</source>
        <translation>{name}: il ne peut pas en arriver moins que zéro.</translation>
    </message>
    <message>
        <source>Nothing was received yet. Scan the articles, or type how many came.</source>
        <translation>Rien n’a encore été reçu. Scannez les articles, ou tapez combien sont arrivés.</translation>
    </message>
    <message>
        <source>An event needs a number from 1 on and a name.</source>
        <translation>Un événement a besoin d’un numéro à partir de 1 et d’un nom.</translation>
    </message>
    <message>
        <source>A ticket lets in for at least one minute and at most 45 days.</source>
        <translation>Un billet donne accès pendant une minute au moins et 45 jours au plus.</translation>
    </message>
    <message>
        <source>The class of a ticket is a number from 0 to 255.</source>
        <translation>La classe d’un billet est un nombre de 0 à 255.</translation>
    </message>
    <message>
        <source>Write the day and hour of the event like 2026-11-28T19:30.</source>
        <translation>Écrivez le jour et l’heure de l’événement comme 2026-11-28T19:30.</translation>
    </message>
    <message>
        <source>Write until when the ticket lets in, like 23:00.</source>
        <translation>Écrivez jusqu’à quand le billet laisse entrer, comme 23:00.</translation>
    </message>
    <message>
        <source>This admission was taken back already.</source>
        <translation>Cette entrée est déjà annulée.</translation>
    </message>
    <message>
        <source>An admission is taken back within a minute. This one stays.</source>
        <translation>Une entrée s’annule dans la minute. Celle-ci reste.</translation>
    </message>
    <message>
        <source>{name} has no price: it is asked at the till.</source>
        <translation>{name} n’a pas de prix : il est demandé en caisse.</translation>
    </message>
    <message>
        <source>{name} would cost nothing or less.</source>
        <translation>{name} ne coûterait rien ou moins.</translation>
    </message>
    <message>
        <source>{name} has no price: it cannot be sold on the portal.</source>
        <translation>{name} n’a pas de prix : il ne peut pas se vendre sur le portail.</translation>
    </message>
    <message>
        <source>At most {n} articles at a time. Choose a category or search first.</source>
        <translation>Au plus {n} articles à la fois. Choisissez une catégorie ou cherchez d’abord.</translation>
    </message>
    <message>
        <source>There is no bulk change to undo.</source>
        <translation>Il n’y a pas de changement groupé à défaire.</translation>
    </message>
    <message>
        <source>There is no file at {path}. Check the name.</source>
        <translation>Il n’y a pas de fichier {path}. Vérifiez le nom.</translation>
    </message>
    <message>
        <source>{name} cannot be opened: another program holds it, or it is not yours to read. Nothing was changed. Close it there, then try again.</source>
        <translation>{name} ne peut pas être ouvert : un autre programme le tient, ou vous n’avez pas le droit de le lire. Rien n’a été modifié. Fermez-le là-bas, puis réessayez.</translation>
    </message>
    <message>
        <source>{name} cannot be read: {why}. Nothing more was changed.</source>
        <translation>{name} ne peut pas être lu : {why}. Rien de plus n’a été modifié.</translation>
    </message>
    <message>
        <source>A quote (&quot;) is opened in this row and never closed: «{text}».</source>
        <translation>Un guillemet (&quot;) est ouvert dans cette ligne et jamais fermé : « {text} ».</translation>
    </message>
    <message>
        <source>The quotes (&quot;) of this row are wrong: «{text}».</source>
        <translation>Les guillemets (&quot;) de cette ligne sont faux : « {text} ».</translation>
    </message>
    <message>
        <source>The export was stopped. Nothing was written.</source>
        <translation>L’export a été arrêté. Rien n’a été écrit.</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Ligne</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Colonne</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Pourquoi</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>Suite donnée</translation>
    </message>
    <message>
        <source>noted</source>
        <translation>signalé</translation>
    </message>
    <message>
        <source>row refused</source>
        <translation>ligne refusée</translation>
    </message>
    <message>
        <source>Pick list</source>
        <translation>Liste de préparation</translation>
    </message>
    <message>
        <source>as of {time}</source>
        <translation>état au {time}</translation>
    </message>
    <message>
        <source>Nothing is to be picked.</source>
        <translation>Rien à préparer.</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Articles</translation>
    </message>
    <message>
        <source>To pay, CHF</source>
        <translation>À payer, CHF</translation>
    </message>
    <message>
        <source>Order {code}</source>
        <translation>Commande {code}</translation>
    </message>
    <message>
        <source>{name} cannot be written: {why}. Close it in the spreadsheet or choose another folder, then try again.</source>
        <translation>{name} ne peut pas être écrit : {why}. Fermez-le dans le tableur ou choisissez un autre dossier, puis réessayez.</translation>
    </message>
    <message>
        <source>No article has the code or name «{code}».</source>
        <translation>Aucun article n’a le code ou le nom « {code} ».</translation>
    </message>
    <message>
        <source>The code {code} is that of a pack of {name}. Change packs in the article itself.</source>
        <translation>Le code {code} est celui d’un lot de {name}. Modifiez les lots dans l’article lui-même.</translation>
    </message>
    <message>
        <source>{n} articles carry the code «{code}»: {names}. Nothing tells which one is meant.</source>
        <translation>{n} articles portent le code « {code} » : {names}. Rien ne dit lequel est visé.</translation>
    </message>
    <message>
        <source>This row has more cells than there are headings: a separator or a quote is wrong.</source>
        <translation>Cette ligne a plus de cellules qu’il n’y a de titres : un séparateur ou un guillemet est faux.</translation>
    </message>
    <message>
        <source>This cell is too long: at most {most} characters.</source>
        <translation>Cette cellule est trop longue : {most} caractères au plus.</translation>
    </message>
    <message>
        <source>No article has this code, and a new one needs a name.</source>
        <translation>Aucun article n’a ce code, et un nouveau a besoin d’un nom.</translation>
    </message>
    <message>
        <source>The price is zero: the article is given away.</source>
        <translation>Le prix est zéro : l’article est offert.</translation>
    </message>
    <message>
        <source>There is no price: the till will ask for it at each sale.</source>
        <translation>Il n’y a pas de prix : la caisse le demandera à chaque vente.</translation>
    </message>
    <message>
        <source>The day {day} has begun: this price counts from the next opening of the till.</source>
        <translation>Le {day} est déjà là : ce prix vaut dès la prochaine ouverture de la caisse.</translation>
    </message>
    <message>
        <source>{name} is archived and stays so.</source>
        <translation>{name} est archivé et le reste.</translation>
    </message>
    <message>
        <source>The check digit of {code} is wrong: no scanner would read it. The code was left out.</source>
        <translation>Le chiffre de contrôle de {code} est faux : aucun scanner ne le lirait. Le code a été laissé de côté.</translation>
    </message>
    <message>
        <source>The code {code} is also that of {name}.</source>
        <translation>Le code {code} est aussi celui de {name}.</translation>
    </message>
    <message>
        <source>{name} is empty. Nothing was changed.</source>
        <translation>{name} est vide. Rien n’a été modifié.</translation>
    </message>
    <message>
        <source>{name} has {n} columns; at most {most} can be read. Save only those you need.</source>
        <translation>{name} a {n} colonnes ; {most} au plus peuvent être lues. N’enregistrez que celles qu’il vous faut.</translation>
    </message>
    <message>
        <source>{name} was changed since it was looked at. Nothing was imported. Choose it again.</source>
        <translation>{name} a changé depuis qu’il a été examiné. Rien n’a été importé. Choisissez-le à nouveau.</translation>
    </message>
    <message>
        <source>{name} breaks off: it was not downloaded to its end. What was indexed before stays in use.</source>
        <translation>{name} s’interrompt : il n’a pas été téléchargé jusqu’au bout. Ce qui était indexé avant reste en service.</translation>
    </message>
    <message>
        <source>The indexing was stopped. What was indexed before stays in use.</source>
        <translation>L’indexation a été arrêtée. Ce qui était indexé avant reste en service.</translation>
    </message>
    <message>
        <source>{name} is not an export of Open Food Facts: choose the CSV or the JSONL file as it was downloaded.</source>
        <translation>{name} n’est pas un export d’Open Food Facts : choisissez le fichier CSV ou JSONL tel qu’il a été téléchargé.</translation>
    </message>
    <message>
        <source>A supplier needs a name.</source>
        <translation>Un fournisseur a besoin d’un nom.</translation>
    </message>
    <message>
        <source>The days until a delivery are not negative.</source>
        <translation>Le délai de livraison n’est pas négatif.</translation>
    </message>
    <message>
        <source>An order goes to a supplier: choose one.</source>
        <translation>Une commande va à un fournisseur: choisissez-le.</translation>
    </message>
    <message>
        <source>An order needs at least one article, and no negative quantity.</source>
        <translation>Une commande a au moins un article, et aucune quantité négative.</translation>
    </message>
    <message>
        <source>{name} has no sheet with a table.</source>
        <translation>{name} n’a aucune feuille avec un tableau.</translation>
    </message>
    <message>
        <source>{name} is damaged or is no spreadsheet. Open it, save it again as .xlsx or CSV, then choose that.</source>
        <translation>{name} est abîmé ou n’est pas un tableur. Ouvrez-le, enregistrez-le à nouveau en .xlsx ou CSV, puis choisissez ce fichier.</translation>
    </message>
    <message>
        <source>{name} is an OpenDocument file. Save it as .xlsx or CSV, then choose that.</source>
        <translation>{name} est un fichier OpenDocument. Enregistrez-le en .xlsx ou CSV, puis choisissez ce fichier.</translation>
    </message>
    <message>
        <source>{name} is protected by a password. Nothing was changed. Save it without a password, then choose it again.</source>
        <translation>{name} est protégé par un mot de passe. Rien n’a été modifié. Enregistrez-le sans mot de passe, puis choisissez-le à nouveau.</translation>
    </message>
    <message>
        <source>{name} is not a table that can be read. Choose a CSV or .xlsx file.</source>
        <translation>{name} n’est pas un tableau lisible. Choisissez un fichier CSV ou .xlsx.</translation>
    </message>
    <message>
        <source>{name} would take too much room when opened (over 500 MB). Nothing was changed. Save only the columns you need as CSV.</source>
        <translation>{name} prendrait trop de place une fois ouvert (plus de 500 Mo). Rien n’a été modifié. N’enregistrez que les colonnes utiles, en CSV.</translation>
    </message>
    <message>
        <source>{path} is a folder. Choose a file.</source>
        <translation>{path} est un dossier. Choisissez un fichier.</translation>
    </message>
    <message>
        <source>{name} is too large: at most 300 MB. Split it, then import the parts.</source>
        <translation>{name} est trop grand : 300 Mo au plus. Partagez-le, puis importez les morceaux.</translation>
    </message>
    <message>
        <source>{name} only says that a spreadsheet is open. Choose the file without ~$.</source>
        <translation>{name} dit seulement qu’un tableur est ouvert. Choisissez le fichier sans ~$.</translation>
    </message>
    <message>
        <source>{name} has more than 1&apos;000&apos;000 rows. Split it, then import the parts.</source>
        <translation>{name} a plus de 1&apos;000&apos;000 de lignes. Partagez-le, puis importez les morceaux.</translation>
    </message>
    <message>
        <source>{name} is an old Excel file (.xls). Nothing was changed. Open it, save it as .xlsx or CSV, then choose that.</source>
        <translation>{name} est un ancien fichier Excel (.xls). Rien n’a été modifié. Ouvrez-le, enregistrez-le en .xlsx ou CSV, puis choisissez ce fichier.</translation>
    </message>
    <message>
        <source>{name} is a web page or XML, not a table. Open it in a spreadsheet, save it as .xlsx or CSV.</source>
        <translation>{name} est une page web ou du XML, pas un tableau. Ouvrez-le dans un tableur, enregistrez-le en .xlsx ou CSV.</translation>
    </message>
    <message>
        <source>{name}: a ticket comes back through its own sale. Open the menu, Sales, and refund it there.</source>
        <translation>{name} : un billet se rend par sa propre vente. Ouvrez le menu, Ventes, et remboursez-le là.</translation>
    </message>
    <message>
        <source>{name}: tickets are sold whole. Change the quantity.</source>
        <translation>{name} : les billets se vendent entiers. Changez la quantité.</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Valable</translation>
    </message>
    <message>
        <source>Already used at {time}</source>
        <translation>Déjà utilisé à {time}</translation>
    </message>
    <message>
        <source>For another event</source>
        <translation>Pour un autre événement</translation>
    </message>
    <message>
        <source>Not yet: from {time}</source>
        <translation>Pas encore : dès {time}</translation>
    </message>
    <message>
        <source>Too late: it was until {time}</source>
        <translation>Trop tard : c’était jusqu’à {time}</translation>
    </message>
    <message>
        <source>Refunded: not valid</source>
        <translation>Remboursé : non valable</translation>
    </message>
    <message>
        <source>Training ticket: not valid</source>
        <translation>Billet d’entraînement : non valable</translation>
    </message>
    <message>
        <source>Forged or damaged</source>
        <translation>Faux ou abîmé</translation>
    </message>
    <message>
        <source>Of a till not known here</source>
        <translation>D’une caisse inconnue ici</translation>
    </message>
    <message>
        <source>Number not known here</source>
        <translation>Numéro inconnu ici</translation>
    </message>
    <message>
        <source>Only what this till let in is known here. Use one door, or join the portal.</source>
        <translation>Seules les entrées de cette caisse sont connues ici. N’ouvrez qu’une porte, ou raccordez le portail.</translation>
    </message>
    <message>
        <source>The portal is not up to date: what another door let in since may be missing here.</source>
        <translation>Le portail n’est pas à jour : les dernières entrées d’une autre porte manquent peut-être ici.</translation>
    </message>
    <message>
        <source>Ticket {number} was let in twice: at {first} and at {last}.</source>
        <translation>Le billet {number} est entré deux fois : à {first} et à {last}.</translation>
    </message>
    <message>
        <source>{n} others too.</source>
        <translation>{n} autres aussi.</translation>
    </message>
    <message>
        <source>This ticket is for {event}.</source>
        <translation>Ce billet est pour {event}.</translation>
    </message>
    <message>
        <source>Nothing was let in. Clean the scanner&apos;s window and scan again, or type the number.</source>
        <translation>Personne n’est entré. Nettoyez la vitre du lecteur et relisez le billet, ou tapez son numéro.</translation>
    </message>
    <message>
        <source>It may be forged, or this till has not heard of the till that sold it.</source>
        <translation>Il est peut-être faux, ou cette caisse ne connaît pas encore celle qui l’a vendu.</translation>
    </message>
    <message>
        <source>Type all the digits under the code, or scan it.</source>
        <translation>Tapez tous les signes sous le code, ou lisez-le.</translation>
    </message>
    <message>
        <source>find an article</source>
        <translation>chercher un article</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Éditer</translation>
    </message>
    <message>
        <source>edit name or price in the table</source>
        <translation>modifier le nom ou le prix dans la table</translation>
    </message>
    <message>
        <source>by name</source>
        <translation>par nom</translation>
    </message>
    <message>
        <source>by code</source>
        <translation>par code</translation>
    </message>
    <message>
        <source>by price</source>
        <translation>par prix</translation>
    </message>
    <message>
        <source>by stock</source>
        <translation>par stock</translation>
    </message>
    <message>
        <source>Nothing is missing anywhere.</source>
        <translation>Il ne manque rien nulle part.</translation>
    </message>
    <message>
        <source>No article found.</source>
        <translation>Aucun article trouvé.</translation>
    </message>
    <message>
        <source>Name, code, supplier · {n} articles</source>
        <translation>Nom, code · {n} articles</translation>
    </message>
    <message>
        <source>Category: all</source>
        <translation>Catégories</translation>
    </message>
    <message>
        <source>Save as CSV</source>
        <translation>Enregistrer en CSV</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Avant</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Après</translation>
    </message>
    <message>
        <source>changes</source>
        <translation>changements</translation>
    </message>
    <message>
        <source>rows refused or odd</source>
        <translation>lignes refusées ou signalées</translation>
    </message>
    <message>
        <source>Changes, the first {n}</source>
        <translation>Changements, les {n} premiers</translation>
    </message>
    <message>
        <source>Refused or odd: {n}</source>
        <translation>Refusé ou signalé : {n}</translation>
    </message>
    <message>
        <source>added</source>
        <translation>ajoutés</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>modifiés</translation>
    </message>
    <message>
        <source>as they were</source>
        <translation>inchangés</translation>
    </message>
    <message>
        <source>would be added</source>
        <translation>seraient ajoutés</translation>
    </message>
    <message>
        <source>would change</source>
        <translation>seraient modifiés</translation>
    </message>
    <message>
        <source>stay as they are</source>
        <translation>restent tels quels</translation>
    </message>
    <message>
        <source>rows refused</source>
        <translation>lignes refusées</translation>
    </message>
    <message>
        <source>doubles left out</source>
        <translation>doublons laissés</translation>
    </message>
    <message>
        <source>The import broke off. What was done stays; run it again for the rest.</source>
        <translation>L’import s’est interrompu. Ce qui est fait reste ; relancez-le pour la suite.</translation>
    </message>
    <message>
        <source>Stopped. What was done stays; run it again for the rest.</source>
        <translation>Arrêté. Ce qui est fait reste ; relancez-le pour la suite.</translation>
    </message>
    <message>
        <source>Stopped: these figures are of the rows that were read.</source>
        <translation>Arrêté : ces chiffres sont ceux des lignes lues.</translation>
    </message>
    <message>
        <source>New categories: {names}.</source>
        <translation>Nouvelles catégories : {names}.</translation>
    </message>
    <message>
        <source>Articles whose stock begins with this file: {n}.</source>
        <translation>Articles dont le stock commence avec ce fichier : {n}.</translation>
    </message>
    <message>
        <source>new article</source>
        <translation>nouvel article</translation>
    </message>
    <message>
        <source>Noted: </source>
        <translation>Signalé : </translation>
    </message>
    <message>
        <source>1 File</source>
        <translation>1 Fichier</translation>
    </message>
    <message>
        <source>2 Columns</source>
        <translation>2 Colonnes</translation>
    </message>
    <message>
        <source>3 Dry run</source>
        <translation>3 Essai</translation>
    </message>
    <message>
        <source>4 Result</source>
        <translation>4 Résultat</translation>
    </message>
    <message>
        <source>how far it is</source>
        <translation>avancement</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Export articles</source>
        <translation>Exporter les articles</translation>
    </message>
    <message>
        <source>{n} articles written to {name}.</source>
        <translation>{n} articles écrits dans {name}.</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tableaux</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Choisir un fichier</translation>
    </message>
    <message>
        <source>Choose a file first.</source>
        <translation>Choisissez d’abord un fichier.</translation>
    </message>
    <message>
        <source>{known} of {n} columns recognised.</source>
        <translation>{known} colonnes sur {n} reconnues.</translation>
    </message>
    <message>
        <source>Say of at least one column what it is.</source>
        <translation>Dites d’au moins une colonne ce qu’elle est.</translation>
    </message>
    <message>
        <source>Nothing would change.</source>
        <translation>Rien ne changerait.</translation>
    </message>
    <message>
        <source>Saved: {name}</source>
        <translation>Enregistré : {name}</translation>
    </message>
    <message>
        <source>No file yet. Download the CSV or JSONL export once; barcodes are then looked up without a network.</source>
        <translation>Pas encore de fichier. Téléchargez une fois l’export CSV ou JSONL ; les codes-barres sont ensuite cherchés sans réseau.</translation>
    </message>
    <message>
        <source>{n} articles of {name}, indexed on {day}.</source>
        <translation>{n} articles de {name}, indexés le {day}.</translation>
    </message>
    <message>
        <source>{n} rows: {added} new, {changed} changed</source>
        <translation>{n} lignes : {added} nouveaux, {changed} modifiés</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>Examiner</translation>
    </message>
    <message>
        <source>Dry run</source>
        <translation>Essai à blanc</translation>
    </message>
    <message>
        <source>Another file</source>
        <translation>Autre fichier</translation>
    </message>
    <message>
        <source>file to import</source>
        <translation>fichier à importer</translation>
    </message>
    <message>
        <source>File with articles</source>
        <translation>Fichier d’articles</translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>Exporter en CSV</translation>
    </message>
    <message>
        <source>Export as XLSX</source>
        <translation>Exporter en XLSX</translation>
    </message>
    <message>
        <source>CSV or .xlsx. Nothing is changed before you have seen what would be.</source>
        <translation>CSV ou .xlsx. Rien n’est modifié avant que vous ayez vu ce qui le serait.</translation>
    </message>
    <message>
        <source>export only the articles shown in the list</source>
        <translation>n’exporter que les articles affichés dans la liste</translation>
    </message>
    <message>
        <source>The same columns as the import, both ways.</source>
        <translation>Les mêmes colonnes que l’import, dans les deux sens.</translation>
    </message>
    <message>
        <source>Index a file</source>
        <translation>Indexer un fichier</translation>
    </message>
    <message>
        <source>Data: Open Food Facts, Open Database Licence (ODbL). Name it when you publish them.</source>
        <translation>Données : Open Food Facts, licence ouverte ODbL. Citez la source si vous les publiez.</translation>
    </message>
    <message>
        <source>only those shown in the list: {n}</source>
        <translation>seulement ceux affichés dans la liste : {n}</translation>
    </message>
    <message>
        <source>word that empties a field</source>
        <translation>mot qui vide un champ</translation>
    </message>
    <message>
        <source>supplier, where the file names none</source>
        <translation>fournisseur, si le fichier n’en dit rien</translation>
    </message>
    <message>
        <source>Heading</source>
        <translation>Titre</translation>
    </message>
    <message>
        <source>First rows</source>
        <translation>Premières lignes</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>Va dans</translation>
    </message>
    <message>
        <source>columns of the file</source>
        <translation>colonnes du fichier</translation>
    </message>
    <message>
        <source>This column is</source>
        <translation>Cette colonne est</translation>
    </message>
    <message>
        <source>what this column is</source>
        <translation>ce qu’est cette colonne</translation>
    </message>
    <message>
        <source>Empties a field:</source>
        <translation>Vide un champ :</translation>
    </message>
    <message>
        <source>Encoding: {name}</source>
        <translation>Codage : {name}</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>tab</translation>
    </message>
    <message>
        <source>Separator: {sign}</source>
        <translation>Séparateur : {sign}</translation>
    </message>
    <message>
        <source>Sheet: {name}</source>
        <translation>Feuille : {name}</translation>
    </message>
    <message>
        <source>– leave it out –</source>
        <translation>– à laisser –</translation>
    </message>
    <message>
        <source>column {n}</source>
        <translation>colonne {n}</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Trouvé</translation>
    </message>
    <message>
        <source>articles to count</source>
        <translation>articles à compter</translation>
    </message>
    <message>
        <source>article to count</source>
        <translation>article à compter</translation>
    </message>
    <message>
        <source>Scan an article or type its name</source>
        <translation>Scannez un article ou tapez son nom</translation>
    </message>
    <message>
        <source>What to count</source>
        <translation>Que compter</translation>
    </message>
    <message>
        <source>hide what is expected</source>
        <translation>cacher ce qui est attendu</translation>
    </message>
    <message>
        <source>found</source>
        <translation>trouvé</translation>
    </message>
    <message>
        <source>Not counted</source>
        <translation>Pas compté</translation>
    </message>
    <message>
        <source>Hand in what was found</source>
        <translation>Rendre l’inventaire</translation>
    </message>
    <message>
        <source>Hide what is expected</source>
        <translation>Cacher ce qui est attendu</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>{till} has not synchronised since {time}: what it sold since then will look missing.</source>
        <translation>{till} n’a pas synchronisé depuis {time} : ce qu’elle a vendu depuis semblera manquer.</translation>
    </message>
    <message>
        <source>Handed in: {n} articles, {differ} different, worth {value}.</source>
        <translation>Rendu: {n} articles, {differ} avec un écart, valeur {value}.</translation>
    </message>
    <message>
        <source>Nothing is called «{text}». Create the article first.</source>
        <translation>Rien ne s’appelle « {text} ». Créez d’abord l’article.</translation>
    </message>
    <message>
        <source>{n} of {all} counted</source>
        <translation>{n} sur {all} comptés</translation>
    </message>
    <message>
        <source>Scan the first article, or choose what to count.</source>
        <translation>Scannez le premier article, ou choisissez que compter.</translation>
    </message>
    <message>
        <source>single articles</source>
        <translation>articles un par un</translation>
    </message>
    <message>
        <source>the whole shop</source>
        <translation>tout le commerce</translation>
    </message>
    <message>
        <source>not counted for longest</source>
        <translation>pas comptés depuis longtemps</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Ensuite</translation>
    </message>
    <message>
        <source>movements of the article</source>
        <translation>mouvements de l’article</translation>
    </message>
    <message>
        <source>Open the ticket</source>
        <translation>Ouvrir le ticket</translation>
    </message>
    <message>
        <source>There now</source>
        <translation>En stock</translation>
    </message>
    <message>
        <source>From other tills and the portal: {n}</source>
        <translation>D’autres caisses et du portail: {n}</translation>
    </message>
    <message>
        <source>{n} held for orders</source>
        <translation>{n} réservés pour des commandes</translation>
    </message>
    <message>
        <source>Choose an article to see what moved it.</source>
        <translation>Choisissez un article pour voir ses mouvements.</translation>
    </message>
    <message>
        <source>by {name}</source>
        <translation>par {name}</translation>
    </message>
    <message>
        <source>ticket {receipt}</source>
        <translation>ticket {receipt}</translation>
    </message>
    <message>
        <source>delivered by {name}</source>
        <translation>livré par {name}</translation>
    </message>
    <message>
        <source>delivery note {number}</source>
        <translation>bulletin de livraison {number}</translation>
    </message>
    <message>
        <source>No more is known.</source>
        <translation>On n’en sait pas plus.</translation>
    </message>
    <message>
        <source>Order no.</source>
        <translation>Commande n°</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Reçu</translation>
    </message>
    <message>
        <source>open orders</source>
        <translation>commandes ouvertes</translation>
    </message>
    <message>
        <source>Receive</source>
        <translation>Réception</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tableau</translation>
    </message>
    <message>
        <source>Nothing more comes</source>
        <translation>Plus rien n’arrive</translation>
    </message>
    <message>
        <source>Open orders</source>
        <translation>Commandes ouvertes</translation>
    </message>
    <message>
        <source>expected</source>
        <translation>attendu</translation>
    </message>
    <message>
        <source>Note for the supplier</source>
        <translation>Remarque au fournisseur</translation>
    </message>
    <message>
        <source>What is low</source>
        <translation>Ce qui manque</translation>
    </message>
    <message>
        <source>Write the order</source>
        <translation>Commander</translation>
    </message>
    <message>
        <source>articles of the new order</source>
        <translation>articles de la nouvelle commande</translation>
    </message>
    <message>
        <source>Empty it</source>
        <translation>Vider</translation>
    </message>
    <message>
        <source>New order</source>
        <translation>Nouvelle commande</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Remarque</translation>
    </message>
    <message>
        <source>Nothing is at its reorder level. Levels are set on the article, under Stock.</source>
        <translation>Rien n’est à son seuil de commande. Les seuils se règlent sur l’article, sous Stock.</translation>
    </message>
    <message>
        <source>Choose an article and a quantity above zero.</source>
        <translation>Choisissez un article et une quantité au-dessus de zéro.</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Inventaire</translation>
    </message>
    <message>
        <source>Adjust</source>
        <translation>Correction</translation>
    </message>
    <message>
        <source>Movements</source>
        <translation>Mouvements</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Commandes</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>En cours</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>Terminées</translation>
    </message>
    <message>
        <source>code of an order</source>
        <translation>code d’une commande</translation>
    </message>
    <message>
        <source>Code of an order, then Enter (F2)</source>
        <translation>Code de commande, puis Entrée (F2)</translation>
    </message>
    <message>
        <source>online orders</source>
        <translation>commandes en ligne</translation>
    </message>
    <message>
        <source>No order is over yet.</source>
        <translation>Aucune commande n’est encore terminée.</translation>
    </message>
    <message>
        <source>No order is under way. New ones come by themselves.</source>
        <translation>Aucune commande en cours. Les nouvelles arrivent d’elles-mêmes.</translation>
    </message>
    <message>
        <source>late</source>
        <translation>en retard</translation>
    </message>
    <message>
        <source>No order has the code {code}. Look at the buyer&apos;s message, or wait until the portal is reached.</source>
        <translation>Aucune commande ne porte le code {code}. Regardez le message du client, ou attendez que le portail soit joignable.</translation>
    </message>
    <message>
        <source>Say why: choose one of the reasons, or type it.</source>
        <translation>Dites pourquoi : choisissez une des raisons, ou tapez-la.</translation>
    </message>
    <message>
        <source>Sold out</source>
        <translation>Épuisé</translation>
    </message>
    <message>
        <source>The buyer gives it up</source>
        <translation>Le client renonce</translation>
    </message>
    <message>
        <source>Closed then</source>
        <translation>Fermé ce jour-là</translation>
    </message>
    <message>
        <source>Why? The journal keeps it, the buyer reads it online. The order is over then.</source>
        <translation>Pourquoi ? Le journal le garde, l’acheteur le lit en ligne. La commande est alors terminée.</translation>
    </message>
    <message>
        <source>Refuse order {code}</source>
        <translation>Refuser la commande {code}</translation>
    </message>
    <message>
        <source>Suppliers</source>
        <translation>Fournisseurs</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>choose or scan an article</source>
        <translation>choisissez ou scannez un article</translation>
    </message>
    <message>
        <source>the shop</source>
        <translation>le magasin</translation>
    </message>
    <message>
        <source>no supplier named</source>
        <translation>sans fournisseur</translation>
    </message>
    <message>
        <source>Ordered</source>
        <translation>Commandé</translation>
    </message>
    <message>
        <source>articles of the delivery</source>
        <translation>articles de la livraison</translation>
    </message>
    <message>
        <source>article of the delivery</source>
        <translation>article de la livraison</translation>
    </message>
    <message>
        <source>Scan an article or a case, or type</source>
        <translation>Scannez un article ou un carton, ou tapez</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Livraison</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Commande</translation>
    </message>
    <message>
        <source>delivery note</source>
        <translation>bulletin de livraison</translation>
    </message>
    <message>
        <source>Delivery note no.</source>
        <translation>Bulletin de livraison n°</translation>
    </message>
    <message>
        <source>Stock moves when the receipt is booked. Leaving this screen keeps it.</source>
        <translation>Le stock ne bouge qu’à la validation. Quitter cet écran garde la réception.</translation>
    </message>
    <message>
        <source>undo the last change</source>
        <translation>défaire le dernier changement</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>best before</source>
        <translation>à consommer avant</translation>
    </message>
    <message>
        <source>lot</source>
        <translation>lot</translation>
    </message>
    <message>
        <source>cost without VAT</source>
        <translation>coût hors TVA</translation>
    </message>
    <message>
        <source>labels to print</source>
        <translation>étiquettes à imprimer</translation>
    </message>
    <message>
        <source>Book the receipt</source>
        <translation>Valider la réception</translation>
    </message>
    <message>
        <source>Best before</source>
        <translation>À consommer avant</translation>
    </message>
    <message>
        <source>Lot</source>
        <translation>Lot</translation>
    </message>
    <message>
        <source>Cost, without VAT</source>
        <translation>Prix d’achat, hors TVA</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Étiquettes</translation>
    </message>
    <message>
        <source>Booked: {n} articles.</source>
        <translation>Validé: {n} articles.</translation>
    </message>
    <message>
        <source>Discarded: nothing was booked. Ctrl+Z brings it back.</source>
        <translation>Abandonnée : rien n’a été enregistré. Ctrl+Z la ramène.</translation>
    </message>
    <message>
        <source>{whole} complete, {differ} different, {missing} to scan</source>
        <translation>{whole} complètes, {differ} écarts, {missing} à scanner</translation>
    </message>
    <message>
        <source>Nothing received yet.</source>
        <translation>Rien reçu encore.</translation>
    </message>
    <message>
        <source>Scan the first article.</source>
        <translation>Scannez le premier article.</translation>
    </message>
    <message>
        <source>of {n}</source>
        <translation>sur {n}</translation>
    </message>
    <message>
        <source>another delivery</source>
        <translation>une autre livraison</translation>
    </message>
    <message>
        <source>new delivery</source>
        <translation>nouvelle livraison</translation>
    </message>
    <message>
        <source>without an order</source>
        <translation>sans commande</translation>
    </message>
    <message>
        <source>without a supplier</source>
        <translation>sans fournisseur</translation>
    </message>
    <message>
        <source>{name}, {n} articles</source>
        <translation>{name}, {n} articles</translation>
    </message>
    <message>
        <source>not ordered</source>
        <translation>non commandé</translation>
    </message>
    <message>
        <source>to scan</source>
        <translation>à scanner</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>complet</translation>
    </message>
    <message>
        <source>Worth</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>Still there</source>
        <translation>Reste</translation>
    </message>
    <message>
        <source>day</source>
        <translation>jour</translation>
    </message>
    <message>
        <source>today</source>
        <translation>aujourd’hui</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Montrer</translation>
    </message>
    <message>
        <source>Worth of the stock, at the last cost without VAT</source>
        <translation>Valeur du stock, au dernier coût hors TVA</translation>
    </message>
    <message>
        <source>worth of the stock</source>
        <translation>valeur du stock</translation>
    </message>
    <message>
        <source>At the end of</source>
        <translation>À la fin du</translation>
    </message>
    <message>
        <source>Expires within {n} days</source>
        <translation>Expire dans les {n} jours</translation>
    </message>
    <message>
        <source>what expires soon</source>
        <translation>ce qui expire bientôt</translation>
    </message>
    <message>
        <source>CHF {amount}</source>
        <translation>CHF {amount}</translation>
    </message>
    <message>
        <source>{n} articles have no known cost and are not counted.</source>
        <translation>{n} articles n’ont pas de coût connu et ne sont pas comptés.</translation>
    </message>
    <message>
        <source>Our number</source>
        <translation>Notre numéro</translation>
    </message>
    <message>
        <source>suppliers</source>
        <translation>fournisseurs</translation>
    </message>
    <message>
        <source>our number there</source>
        <translation>notre numéro chez eux</translation>
    </message>
    <message>
        <source>days until a delivery</source>
        <translation>délai de livraison en jours</translation>
    </message>
    <message>
        <source>person</source>
        <translation>personne</translation>
    </message>
    <message>
        <source>e-mail</source>
        <translation>courriel</translation>
    </message>
    <message>
        <source>telephone</source>
        <translation>téléphone</translation>
    </message>
    <message>
        <source>New supplier</source>
        <translation>Nouveau fournisseur</translation>
    </message>
    <message>
        <source>Our number there</source>
        <translation>Notre numéro chez eux</translation>
    </message>
    <message>
        <source>Days to deliver</source>
        <translation>Délai en jours</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Personne</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Téléphone</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Courriel</translation>
    </message>
    <message>
        <source>Person, telephone, e-mail and address stay on this machine and can be erased.</source>
        <translation>Personne, téléphone, courriel et adresse restent sur cette machine et peuvent être effacés.</translation>
    </message>
    <message>
        <source>Saved: {name}.</source>
        <translation>Enregistré: {name}.</translation>
    </message>
    <message>
        <source>remove line {n}</source>
        <translation>retirer la ligne {n}</translation>
    </message>
    <message>
        <source>search in the list</source>
        <translation>chercher dans la liste</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Chercher</translation>
    </message>
    <message>
        <source>choices</source>
        <translation>choix</translation>
    </message>
    <message>
        <source>new: {text}</source>
        <translation>nouveau : {text}</translation>
    </message>
    <message>
        <source>«{text}» is not a day. Write it like 24.12.2026.</source>
        <translation>« {text} » n’est pas un jour. Écrivez-le comme 24.12.2026.</translation>
    </message>
    <message>
        <source>«{text}» is not a day and hour. Write it like 28.11.2026 19:30.</source>
        <translation>« {text} » n’est pas un jour avec son heure. Écrivez comme 28.11.2026 19:30.</translation>
    </message>
    <message>
        <source>Enter the port of the scale, like /dev/ttyUSB0 or COM3.</source>
        <translation>Entrez le port de la balance, par exemple /dev/ttyUSB0 ou COM3.</translation>
    </message>
    <message>
        <source>The scale on {port} does not answer. Look at its cable, or type the weight.</source>
        <translation>La balance sur {port} ne répond pas. Vérifiez son câble, ou tapez le poids.</translation>
    </message>
    <message>
        <source>«{key}» is not a format of labels. Choose one of {known}.</source>
        <translation>« {key} » n’est pas un format d’étiquettes. Choisissez parmi {known}.</translation>
    </message>
    <message>
        <source>The code {code} was not read whole, or names no article. Scan it again.</source>
        <translation>Le code {code} n’a pas été lu en entier, ou ne désigne aucun article. Scannez-le à nouveau.</translation>
    </message>
    <message>
        <source>No article code is left to give. Give the article a PLU instead.</source>
        <translation>Il ne reste aucun code d’article à attribuer. Donnez plutôt un PLU à l’article.</translation>
    </message>
    <message>
        <source>The shop has no pattern for such codes. Add one in the settings, like 23IIIIIPPPPPC.</source>
        <translation>Le magasin n’a pas de modèle pour de tels codes. Ajoutez-en un dans les réglages, comme 23IIIIIPPPPPC.</translation>
    </message>
    <message>
        <source>{name} needs a PLU of at most {n} figures for this label.</source>
        <translation>{name} a besoin d’un PLU d’au plus {n} chiffres pour cette étiquette.</translation>
    </message>
    <message>
        <source>{name} needs a PLU that does not begin with 0 for this label.</source>
        <translation>{name} a besoin d’un PLU qui ne commence pas par 0 pour cette étiquette.</translation>
    </message>
    <message>
        <source>The label of {name} cannot hold this weight or price.</source>
        <translation>L’étiquette de {name} ne peut pas contenir ce poids ou ce prix.</translation>
    </message>
    <message>
        <source>«{pattern}» is not a pattern. Write 13 signs like 21IIIIIWWWWWC: 20 to 29, I for the article, W for grams, P for the price, T for a tare, C at the end.</source>
        <translation>« {pattern} » n’est pas un modèle. Écrivez 13 signes comme 21IIIIIWWWWWC : 20 à 29, I pour l’article, W pour les grammes, P pour le prix, T pour une tare, C à la fin.</translation>
    </message>
    <message>
        <source>Two patterns begin with {prefix}: a code would mean two things.</source>
        <translation>Deux modèles commencent par {prefix} : un code voudrait dire deux choses.</translation>
    </message>
    <message>
        <source>The scale is still moving. Wait until the weight stands still, then press Enter.</source>
        <translation>La balance bouge encore. Attendez que le poids soit stable, puis Entrée.</translation>
    </message>
    <message>
        <source>The scale is under zero. Empty it, set it to zero, then weigh again.</source>
        <translation>La balance est sous zéro. Videz-la, remettez-la à zéro, puis pesez à nouveau.</translation>
    </message>
    <message>
        <source>The load is too heavy for the scale. Weigh it in parts, or type the weight.</source>
        <translation>La charge est trop lourde pour la balance. Pesez en plusieurs fois, ou tapez le poids.</translation>
    </message>
    <message>
        <source>The scale does not answer. Look at its cable, or type the weight.</source>
        <translation>La balance ne répond pas. Vérifiez son câble, ou tapez le poids.</translation>
    </message>
    <message>
        <source>No scale is set up: type the weight.</source>
        <translation>Aucune balance n’est réglée : tapez le poids.</translation>
    </message>
    <message>
        <source>A tare is not negative.</source>
        <translation>Une tare n’est pas négative.</translation>
    </message>
    <message>
        <source>A tare is set on the scale and another one here. Take one of them away.</source>
        <translation>Une tare est réglée sur la balance et une autre ici. Enlevez l’une des deux.</translation>
    </message>
    <message>
        <source>The container weighs more than what lies on the scale. Check the tare.</source>
        <translation>Le récipient pèse plus que ce qui est sur la balance. Vérifiez la tare.</translation>
    </message>
    <message>
        <source>There is nothing on the scale but the container.</source>
        <translation>Il n’y a que le récipient sur la balance.</translation>
    </message>
    <message>
        <source>There is nothing on the scale.</source>
        <translation>Il n’y a rien sur la balance.</translation>
    </message>
    <message>
        <source>«{text}» is not a weight. Write it like 0.486 or 486 g.</source>
        <translation>« {text} » n’est pas un poids. Écrivez par exemple 0.486 ou 486 g.</translation>
    </message>
    <message>
        <source>«{text}» is not a weight in whole grams.</source>
        <translation>« {text} » n’est pas un poids en grammes entiers.</translation>
    </message>
    <message>
        <source>No label printer is set up. Choose one, or print on sheets.</source>
        <translation>Aucune imprimante d’étiquettes n’est installée. Choisissez-en une, ou imprimez sur des feuilles.</translation>
    </message>
    <message>
        <source>{n} labels</source>
        <translation>{n} étiquettes</translation>
    </message>
    <message>
        <source>At most {n} labels are printed in one go. Print them in parts.</source>
        <translation>Au plus {n} étiquettes s’impriment à la fois. Imprimez-les en plusieurs fois.</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>Contenant</translation>
    </message>
    <message>
        <source>{n} without a bar code</source>
        <translation>{n} sans code-barres</translation>
    </message>
    <message>
        <source>{n} with the price 0.00</source>
        <translation>{n} au prix 0.00</translation>
    </message>
    <message>
        <source>{name} is not sold by weight at a fixed price.</source>
        <translation>{name} ne se vend pas au poids à prix fixe.</translation>
    </message>
    <message>
        <source>{name}: the date on it is past, {date}. It is in the basket. Look at it before you hand it over.</source>
        <translation>{name} : la date est dépassée, {date}. L’article est dans le panier. Regardez-le avant de le remettre.</translation>
    </message>
    <message>
        <source>{name} is not sold by weight: its label cannot be right. Ring it up by hand.</source>
        <translation>{name} ne se vend pas au poids : son étiquette est fausse. Saisissez l’article à la main.</translation>
    </message>
    <message>
        <source>The label of {name} says no weight. Weigh it again.</source>
        <translation>L’étiquette de {name} ne porte pas de poids. Pesez à nouveau.</translation>
    </message>
    <message>
        <source>The label of {name} says no price. Weigh it again.</source>
        <translation>L’étiquette de {name} ne porte pas de prix. Pesez à nouveau.</translation>
    </message>
    <message>
        <source>articles to label</source>
        <translation>articles à étiqueter</translation>
    </message>
    <message>
        <source>Scan the articles, search them, or take those of a category or a goods receipt.</source>
        <translation>Scannez les articles, cherchez-les, ou prenez ceux d’une catégorie ou d’une réception.</translation>
    </message>
    <message>
        <source>Give codes</source>
        <translation>Attribuer des codes</translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation>Tout retirer</translation>
    </message>
    <message>
        <source>Give codes ({n})</source>
        <translation>Attribuer des codes ({n})</translation>
    </message>
    <message>
        <source>{n} codes were given.</source>
        <translation>{n} codes ont été attribués.</translation>
    </message>
    <message>
        <source>Scan, or type name, code, PLU</source>
        <translation>Scannez, ou tapez nom, code, PLU</translation>
    </message>
    <message>
        <source>Goods receipt</source>
        <translation>Réception</translation>
    </message>
    <message>
        <source>Price changed</source>
        <translation>Prix modifié</translation>
    </message>
    <message>
        <source>Shelf</source>
        <translation>Rayon</translation>
    </message>
    <message>
        <source>Weighed</source>
        <translation>Pesé</translation>
    </message>
    <message>
        <source>A4 sheets</source>
        <translation>Feuilles A4</translation>
    </message>
    <message>
        <source>Label printer</source>
        <translation>Étiqueteuse</translation>
    </message>
    <message>
        <source>Receipt paper</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>first label on the sheet</source>
        <translation>première étiquette de la feuille</translation>
    </message>
    <message>
        <source>from label</source>
        <translation>dès l’étiq.</translation>
    </message>
    <message>
        <source>Which one?</source>
        <translation>Lequel ?</translation>
    </message>
    <message>
        <source>Strips {size}</source>
        <translation>Bandes {size}</translation>
    </message>
    <message>
        <source>Strip of the receipt paper</source>
        <translation>Bande du papier à tickets</translation>
    </message>
    <message>
        <source>Articles found</source>
        <translation>Articles trouvés</translation>
    </message>
    <message>
        <source>Which category?</source>
        <translation>Quelle catégorie ?</translation>
    </message>
    <message>
        <source>Which goods receipt?</source>
        <translation>Quelle réception ?</translation>
    </message>
    <message>
        <source>No goods receipt has lines yet.</source>
        <translation>Aucune réception n’a encore de lignes.</translation>
    </message>
    <message>
        <source>roll</source>
        <translation>rouleau</translation>
    </message>
    <message>
        <source>Which paper?</source>
        <translation>Quel papier ?</translation>
    </message>
    <message>
        <source>Every label printed on this till shows the price of now.</source>
        <translation>Toutes les étiquettes imprimées sur cette caisse montrent le prix actuel.</translation>
    </message>
    <message>
        <source>{n} labels, the first one: {name}</source>
        <translation>{n} étiquettes, la première : {name}</translation>
    </message>
    <message>
        <source>Print {n}</source>
        <translation>Imprimer {n}</translation>
    </message>
    <message>
        <source>{n} too narrow for bars: their code is printed in figures</source>
        <translation>{n} trop étroites pour des barres : leur code est imprimé en chiffres</translation>
    </message>
    <message>
        <source>Toledo 8217 (Mettler Ariva, Viva)</source>
        <translation>Toledo 8217 (Mettler Ariva, Viva)</translation>
    </message>
    <message>
        <source>port of the scale</source>
        <translation>port de la balance</translation>
    </message>
    <message>
        <source>Test the scale</source>
        <translation>Tester la balance</translation>
    </message>
    <message>
        <source>Serial port</source>
        <translation>Port série</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Balance</translation>
    </message>
    <message>
        <source>Asking the scale …</source>
        <translation>Question à la balance …</translation>
    </message>
    <message>
        <source>patterns of the shop&apos;s own codes</source>
        <translation>modèles des codes du magasin</translation>
    </message>
    <message>
        <source>The usual ones</source>
        <translation>Les modèles habituels</translation>
    </message>
    <message>
        <source>I: number of the article, W: grams, P: price, T: grams of a container, C: check digit. One per line.</source>
        <translation>I : numéro de l’article, W : grammes, P : prix, T : grammes d’un récipient, C : chiffre de contrôle. Un par ligne.</translation>
    </message>
    <message>
        <source>Codes 20 to 29 of this shop&apos;s labels</source>
        <translation>Codes 20 à 29 des étiquettes de ce magasin</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>poids</translation>
    </message>
    <message>
        <source>container in grams</source>
        <translation>récipient en grammes</translation>
    </message>
    <message>
        <source>No container</source>
        <translation>Sans récipient</translation>
    </message>
    <message>
        <source>Weight, container included</source>
        <translation>Poids, récipient compris</translation>
    </message>
    <message>
        <source>Type the weight, container included</source>
        <translation>Tapez le poids, récipient compris</translation>
    </message>
    <message>
        <source>Net –</source>
        <translation>Net –</translation>
    </message>
    <message>
        <source>Net {weight} = {amount}</source>
        <translation>Net {weight} = {amount}</translation>
    </message>
    <message>
        <source>PostgreSQL has its own tool for this: pg_dump. Nothing was copied.</source>
        <translation>PostgreSQL a son propre outil pour cela : pg_dump. Rien n’a été copié.</translation>
    </message>
    <message>
        <source>The copy is damaged: {reason}. The portal itself goes on; try another disk.</source>
        <translation>La copie est abîmée : {reason}. Le portail continue ; essayez un autre disque.</translation>
    </message>
    <message>
        <source>The copy could not be written to {file}: {reason}. An earlier copy there is untouched.</source>
        <translation>La copie n’a pas pu être écrite dans {file} : {reason}. Une copie précédente y est intacte.</translation>
    </message>
    <message>
        <source>Printing: {title}</source>
        <translation>Impression : {title}</translation>
    </message>
    <message>
        <source>No printer is set up. Nothing was printed. Choose a printer in the settings.</source>
        <translation>Aucune imprimante n’est configurée. Rien n’a été imprimé. Choisissez une imprimante dans les réglages.</translation>
    </message>
    <message>
        <source>Order {code} lacks goods: the buyer decides about the rest first. What is there can be handed out.</source>
        <translation>Il manque de la marchandise à la commande {code} : le client décide d’abord du reste. Ce qui est là peut être remis.</translation>
    </message>
    <message>
        <source>Nothing is missing yet. Say how many are missing first.</source>
        <translation>Rien ne manque encore. Indiquez d’abord combien il en manque.</translation>
    </message>
    <message>
        <source>More is missing than was ordered. Look at the numbers again.</source>
        <translation>Il manquerait plus que ce qui a été commandé. Vérifiez les nombres.</translation>
    </message>
    <message>
        <source>The buyer was told that more is missing. What is there all the same is handed out at the counter: raise its quantity in the basket.</source>
        <translation>Le client a déjà été averti qu’il manque davantage. Ce qui est tout de même là se remet au comptoir : augmentez la quantité dans le panier.</translation>
    </message>
    <message>
        <source>Order {code} is in the basket already.</source>
        <translation>La commande {code} est déjà dans le panier.</translation>
    </message>
    <message>
        <source>Order {code} waits in a parked basket. Take it up with F6.</source>
        <translation>La commande {code} attend dans un panier mis de côté. Reprenez-le avec F6.</translation>
    </message>
    <message>
        <source>Nothing is left of order {code}: all of it is missing. Refuse it.</source>
        <translation>Il ne reste rien de la commande {code} : tout manque. Refusez-la.</translation>
    </message>
    <message>
        <source>Order {code} was collected already. Nothing was sold now. Remove its lines from the basket.</source>
        <translation>La commande {code} a déjà été remise. Rien n’a été vendu maintenant. Retirez ses lignes du panier.</translation>
    </message>
    <message>
        <source>This order is not known at this till. Wait until the portal is reached, then try again.</source>
        <translation>Cette commande n’est pas connue de cette caisse. Attendez que le portail soit joignable, puis réessayez.</translation>
    </message>
    <message>
        <source>This is training: orders are real, their buyers wait. Nothing was done. Switch training off first.</source>
        <translation>C’est un entraînement : les commandes sont vraies, des clients attendent. Rien n’a été fait. Quittez d’abord l’entraînement.</translation>
    </message>
    <message>
        <source>{name} of order {code} is not among the articles of this till. Nothing was rung up.</source>
        <translation>{name} de la commande {code} n’est pas parmi les articles de cette caisse. Rien n’a été saisi.</translation>
    </message>
    <message>
        <source>articles of the order</source>
        <translation>articles de la commande</translation>
    </message>
    <message>
        <source>It is all there</source>
        <translation>Tout est là</translation>
    </message>
    <message>
        <source>Missing…</source>
        <translation>Manquant…</translation>
    </message>
    <message>
        <source>Refuse…</source>
        <translation>Refuser…</translation>
    </message>
    <message>
        <source>Slip</source>
        <translation>Bon</translation>
    </message>
    <message>
        <source>Collect</source>
        <translation>Remettre</translation>
    </message>
    <message>
        <source>Its ticket</source>
        <translation>Son ticket</translation>
    </message>
    <message>
        <source>A shortage? By the figures these lack: {list}</source>
        <translation>Manque-t-il quelque chose ? D’après les chiffres : {list}</translation>
    </message>
    <message>
        <source>Nobody fetched it in its time. Its goods are held until the portal frees them.</source>
        <translation>Personne ne l’a retirée à temps. La marchandise reste réservée jusqu’à ce que le portail la libère.</translation>
    </message>
    <message>
        <source>{n} of {all} picked</source>
        <translation>{n} sur {all} préparés</translation>
    </message>
    <message>
        <source>missing: {quantity}</source>
        <translation>manque : {quantity}</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>Tout</translation>
    </message>
    <message>
        <source>Report as missing</source>
        <translation>Signaler le manque</translation>
    </message>
    <message>
        <source>What is missing of order {code}?</source>
        <translation>Que manque-t-il à la commande {code} ?</translation>
    </message>
    <message>
        <source>missing: {what}</source>
        <translation>manque : {what}</translation>
    </message>
    <message>
        <source>of {quantity}</source>
        <translation>sur {quantity}</translation>
    </message>
    <message>
        <source>COMPTOIR_SMTP_SECURITY is starttls, tls or none.</source>
        <translation>COMPTOIR_SMTP_SECURITY vaut starttls, tls ou none.</translation>
    </message>
    <message>
        <source>COMPTOIR_SMTP_PORT is a number, usually 587.</source>
        <translation>COMPTOIR_SMTP_PORT est un nombre, d’habitude 587.</translation>
    </message>
    <message>
        <source>COMPTOIR_SMTP_FROM is the e-mail address that the portal writes from.</source>
        <translation>COMPTOIR_SMTP_FROM est l’adresse e-mail depuis laquelle le portail écrit.</translation>
    </message>
    <message>
        <source>An opening needs a weekday and two times of that day, the earlier one first.</source>
        <translation>Une ouverture a un jour de la semaine et deux heures de ce jour, la première d’abord.</translation>
    </message>
    <message>
        <source>«{email}» is no e-mail address. Write it like nom@exemple.ch.</source>
        <translation>« {email} » n’est pas une adresse e-mail. Écrivez-la comme nom@exemple.ch.</translation>
    </message>
    <message>
        <source>«{phone}» is no telephone number. Write it like 022 123 45 67.</source>
        <translation>« {phone} » n’est pas un numéro de téléphone. Écrivez-le comme 022 123 45 67.</translation>
    </message>
    <message>
        <source>An event needs a title of at most 120 characters.</source>
        <translation>Un rendez-vous demande un titre d’au plus 120 caractères.</translation>
    </message>
    <message>
        <source>Choose what kind of event it is, and how one gets in.</source>
        <translation>Choisissez le genre du rendez-vous, et comment on y entre.</translation>
    </message>
    <message>
        <source>Choose the tickets that the till sells for this event, or another way to get in.</source>
        <translation>Choisissez les billets que la caisse vend pour ce rendez-vous, ou une autre entrée.</translation>
    </message>
    <message>
        <source>«{web}» is no address of a site. Write it like https://exemple.ch.</source>
        <translation>« {web} » n’est pas l’adresse d’un site. Écrivez-la comme https://exemple.ch.</translation>
    </message>
    <message>
        <source>An event ends after it begins, and within 31 days.</source>
        <translation>Un rendez-vous finit après son début, et dans les 31 jours.</translation>
    </message>
    <message>
        <source>Write the day like 24.12.2026 and the hours like 19:30.</source>
        <translation>Écrivez le jour comme 24.12.2026 et les heures comme 19:30.</translation>
    </message>
    <message>
        <source>Choose the legal form from the list.</source>
        <translation>Choisissez la forme juridique dans la liste.</translation>
    </message>
    <message>
        <source>Choose the main activity from the list.</source>
        <translation>Choisissez l’activité principale dans la liste.</translation>
    </message>
    <message>
        <source>The presentation is too long: at most 2000 characters.</source>
        <translation>La présentation est trop longue : 2000 caractères au plus.</translation>
    </message>
    <message>
        <source>The part accepted in lémans is between 0 and 100 %.</source>
        <translation>La part acceptée en lémans est entre 0 et 100 %.</translation>
    </message>
    <message>
        <source>An opening needs two times of one day, the earlier one first: 9:00-12:30.</source>
        <translation>Une ouverture a deux heures du même jour, la plus tôt d’abord : 9:00-12:30.</translation>
    </message>
    <message>
        <source>Two openings of one day overlap. Make one of them.</source>
        <translation>Deux ouvertures d’un jour se chevauchent. Faites-en une seule.</translation>
    </message>
    <message>
        <source>«{text}» are no hours. Write them like 9:00-12:30, 14:00-18:30.</source>
        <translation>« {text} » ne sont pas des heures. Écrivez-les comme 9:00-12:30, 14:00-18:30.</translation>
    </message>
    <message>
        <source>«{line}» is no holiday. Write it like 24.12.2026 au 3.1.2027 Fêtes.</source>
        <translation>« {line} » n’est pas un congé. Écrivez-le comme 24.12.2026 au 3.1.2027 Fêtes.</translation>
    </message>
    <message>
        <source>A holiday needs two dates like 2026-12-24, the earlier one first.</source>
        <translation>Un congé a deux dates comme 24.12.2026, la plus tôt d’abord.</translation>
    </message>
    <message>
        <source>At most 20 holidays are kept. Take out those that are past.</source>
        <translation>Vingt congés au plus. Retirez ceux qui sont passés.</translation>
    </message>
    <message>
        <source>The time to prepare an order is at most 14 days, and it is kept at most 30 days.</source>
        <translation>Une commande se prépare en 14 jours au plus, et se garde 30 jours au plus.</translation>
    </message>
    <message>
        <source>A day on which the shop is closed is written like 2026-12-24.</source>
        <translation>Un jour de fermeture s’écrit comme 2026-12-24.</translation>
    </message>
    <message>
        <source>«{text}» is not an e-mail address.</source>
        <translation>« {text} » n’est pas une adresse e-mail.</translation>
    </message>
    <message>
        <source>An aisle needs a name of at most 60 characters.</source>
        <translation>Un rayon a besoin d’un nom, de 60 caractères au plus.</translation>
    </message>
    <message>
        <source>There is no such aisle. Nothing was changed.</source>
        <translation>Ce rayon n’existe pas. Rien n’a été changé.</translation>
    </message>
    <message>
        <source>This article is not known at the portal. Nothing was changed.</source>
        <translation>Cet article n’est pas connu du portail. Rien n’a été changé.</translation>
    </message>
    <message>
        <source>This article was changed meanwhile. Nothing was lost: look at it again, then change it.</source>
        <translation>Cet article a changé entre-temps. Rien n’est perdu : regardez-le encore une fois, puis changez-le.</translation>
    </message>
    <message>
        <source>To send visitors on, enter the address of the article in your own shop.</source>
        <translation>Pour un renvoi, saisissez l’adresse de l’article sur votre propre site.</translation>
    </message>
    <message>
        <source>Choose where the article is sold: here, in your own shop, or not online.</source>
        <translation>Choisissez où l’article se vend : ici, sur votre site, ou pas en ligne.</translation>
    </message>
    <message>
        <source>A quota is not negative. Leave it empty to offer all there is.</source>
        <translation>Un quota n’est pas négatif. Laissez-le vide pour offrir tout le stock.</translation>
    </message>
    <message>
        <source>Say why in at most 300 characters: the member reads it.</source>
        <translation>Dites pourquoi, en 300 caractères au plus : le membre le lit.</translation>
    </message>
    <message>
        <source>No picture was chosen. The article keeps what it had.</source>
        <translation>Aucune image n’a été choisie. L’article garde ce qu’il avait.</translation>
    </message>
    <message>
        <source>This picture is too large. Choose one below 10 MB; the article keeps what it had.</source>
        <translation>Cette image est trop grande. Choisissez-en une de moins de 10 Mo ; l’article garde ce qu’il avait.</translation>
    </message>
    <message>
        <source>This picture has too many pixels. Choose one below 40 million; the article keeps what it had.</source>
        <translation>Cette image a trop de pixels. Choisissez-en une de moins de 40 millions ; l’article garde ce qu’il avait.</translation>
    </message>
    <message>
        <source>This is not the name of the shop. Nothing was changed: type it as it stands above.</source>
        <translation>Ce n’est pas le nom de la boutique. Rien n’a été changé : tapez-le comme il est écrit.</translation>
    </message>
    <message>
        <source>This shop has not left.</source>
        <translation>Cette boutique n’est pas partie.</translation>
    </message>
    <message>
        <source>Orders are still open: {n}. Nothing was changed. Hand them out or refuse them at the till first; those that nobody collects end by themselves.</source>
        <translation>Des commandes attendent encore : {n}. Rien n’a été changé. Remettez-les ou refusez-les d’abord à la caisse ; celles que personne ne retire se terminent d’elles-mêmes.</translation>
    </message>
    <message>
        <source>name of the event</source>
        <translation>nom de l’événement</translation>
    </message>
    <message>
        <source>place</source>
        <translation>lieu</translation>
    </message>
    <message>
        <source>doors open</source>
        <translation>ouverture des portes</translation>
    </message>
    <message>
        <source>lets in until</source>
        <translation>entrée jusqu’à</translation>
    </message>
    <message>
        <source>seats</source>
        <translation>places</translation>
    </message>
    <message>
        <source>Name of the event</source>
        <translation>Nom de l’événement</translation>
    </message>
    <message>
        <source>Lets in until</source>
        <translation>Entrée jusqu’à</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Lieu</translation>
    </message>
    <message>
        <source>Seats</source>
        <translation>Places</translation>
    </message>
    <message>
        <source>One event may have several tickets: full price, reduced. Without a number of seats nothing is counted.</source>
        <translation>Un événement peut avoir plusieurs billets : plein tarif, réduit. Sans nombre de places, rien n’est compté.</translation>
    </message>
    <message>
        <source>The seats are the stock of this ticket: count or correct them on the stock screen.</source>
        <translation>Les places sont le stock de ce billet : comptez-les ou corrigez-les à l’écran du stock.</translation>
    </message>
    <message>
        <source>The event needs a name: it is printed on the ticket.</source>
        <translation>Il faut un nom à l’événement : il est imprimé sur le billet.</translation>
    </message>
    <message>
        <source>Write the day and hour of the event like 28.11.2026 19:30.</source>
        <translation>Écrivez le jour et l’heure de l’événement comme 28.11.2026 19:30.</translation>
    </message>
    <message>
        <source>a new event</source>
        <translation>un nouvel événement</translation>
    </message>
    <message>
        <source>Fill in</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>leave the proposal</source>
        <translation>laisser la proposition</translation>
    </message>
    <message>
        <source>Open Food Facts knows {code}: {what}</source>
        <translation>Open Food Facts connaît {code} : {what}</translation>
    </message>
    <message>
        <source>The web shop does not accept these keys.</source>
        <translation>La boutique en ligne n’accepte pas ces clés.</translation>
    </message>
    <message>
        <source>These keys may not do this in the web shop. They need to read and write articles and orders.</source>
        <translation>Ces clés n’en ont pas le droit dans la boutique en ligne. Elles doivent lire et écrire articles et commandes.</translation>
    </message>
    <message>
        <source>The web shop lets nobody write. In Drupal: allow all operations in the settings of JSON:API.</source>
        <translation>La boutique en ligne ne laisse écrire personne. Dans Drupal : autorisez toutes les opérations dans les réglages de JSON:API.</translation>
    </message>
    <message>
        <source>The web shop does not answer.</source>
        <translation>La boutique en ligne ne répond pas.</translation>
    </message>
    <message>
        <source>The address of the web shop is like https://shop.example</source>
        <translation>L’adresse de la boutique en ligne est comme https://boutique.example</translation>
    </message>
    <message>
        <source>The address of the web shop begins with https:// or its keys could be read on the way.</source>
        <translation>L’adresse de la boutique en ligne commence par https://, sinon ses clés pourraient être lues en route.</translation>
    </message>
    <message>
        <source>The web shop does not answer at this address.</source>
        <translation>La boutique en ligne ne répond pas à cette adresse.</translation>
    </message>
    <message>
        <source>This address is not one of the public network.</source>
        <translation>Cette adresse n’est pas du réseau public.</translation>
    </message>
    <message>
        <source>The web shop&apos;s answer is too large.</source>
        <translation>La réponse de la boutique en ligne est trop grande.</translation>
    </message>
    <message>
        <source>The web shop answers too slowly.</source>
        <translation>La boutique en ligne répond trop lentement.</translation>
    </message>
    <message>
        <source>The web shop has moved to another address. Connect it again with the one it has now.</source>
        <translation>La boutique en ligne a changé d’adresse. Reliez-la de nouveau avec celle d’aujourd’hui.</translation>
    </message>
    <message>
        <source>The web shop is busy or being repaired.</source>
        <translation>La boutique en ligne est occupée ou en réparation.</translation>
    </message>
    <message>
        <source>The web shop answers in a way that is not understood.</source>
        <translation>La boutique en ligne répond d’une façon qui n’est pas comprise.</translation>
    </message>
    <message>
        <source>There is no such web shop at this address.</source>
        <translation>Il n’y a pas de telle boutique en ligne à cette adresse.</translation>
    </message>
    <message>
        <source>The web shop answers with a page instead of figures.</source>
        <translation>La boutique en ligne répond par une page au lieu de chiffres.</translation>
    </message>
    <message>
        <source>«{kind}» is no kind of web shop: it is woocommerce, drupal or oscar.</source>
        <translation>« {kind} » n’est pas une sorte de boutique en ligne : c’est woocommerce, drupal ou oscar.</translation>
    </message>
    <message>
        <source>The web shop has no article with this code.</source>
        <translation>La boutique en ligne n’a pas d’article avec ce code.</translation>
    </message>
    <message>
        <source>Two articles of the web shop have this code.</source>
        <translation>Deux articles de la boutique en ligne ont ce code.</translation>
    </message>
    <message>
        <source>Another article of the till has the same code.</source>
        <translation>Un autre article de la caisse a le même code.</translation>
    </message>
    <message>
        <source>The article is gone from the web shop.</source>
        <translation>L’article a disparu de la boutique en ligne.</translation>
    </message>
    <message>
        <source>The web shop did not take the stock.</source>
        <translation>La boutique en ligne n’a pas pris le stock.</translation>
    </message>
    <message>
        <source>The web shop did not take the price.</source>
        <translation>La boutique en ligne n’a pas pris le prix.</translation>
    </message>
    <message>
        <source>No web shop is connected under this name.</source>
        <translation>Aucune boutique en ligne n’est reliée sous ce nom.</translation>
    </message>
    <message>
        <source>This Drupal site has no online store yet. Make one in Commerce first.</source>
        <translation>Ce site Drupal n’a pas encore de boutique. Créez-en une dans Commerce d’abord.</translation>
    </message>
    <message>
        <source>The stock field of this Drupal site is of the other kind: say --stock delta or absolute.</source>
        <translation>Le champ de stock de ce site Drupal est de l’autre sorte : dites --stock delta ou absolute.</translation>
    </message>
    <message>
        <source>There is no Drupal Commerce with JSON:API at this address.</source>
        <translation>Il n’y a pas de Drupal Commerce avec JSON:API à cette adresse.</translation>
    </message>
    <message>
        <source>There is no django-oscar-api at this address.</source>
        <translation>Il n’y a pas de django-oscar-api à cette adresse.</translation>
    </message>
    <message>
        <source>This shop has several partners: say whose stock is kept with --partner.</source>
        <translation>Cette boutique a plusieurs partenaires : dites avec --partner de qui le stock est tenu.</translation>
    </message>
    <message>
        <source>This shop has no product class yet. Make one in its dashboard first.</source>
        <translation>Cette boutique n’a pas encore de classe de produits. Créez-en une dans son tableau de bord d’abord.</translation>
    </message>
    <message>
        <source>There is no WooCommerce at this address, or it is too old.</source>
        <translation>Il n’y a pas de WooCommerce à cette adresse, ou il est trop ancien.</translation>
    </message>
    <message>
        <source>The web shop did not take a batch of articles.</source>
        <translation>La boutique en ligne n’a pas pris un lot d’articles.</translation>
    </message>
    <message>
        <source>The keys of this web shop cannot be opened any more. Connect it again.</source>
        <translation>Les clés de cette boutique en ligne ne s’ouvrent plus. Reliez-la de nouveau.</translation>
    </message>
    <message>
        <source>The account {account} has no number in the chart of accounts.</source>
        <translation>Le compte {account} n’a pas de numéro dans le plan comptable.</translation>
    </message>
    <message>
        <source>Sales, VAT {rate} %</source>
        <translation>Ventes, TVA {rate} %</translation>
    </message>
    <message>
        <source>Sales without VAT</source>
        <translation>Ventes sans TVA</translation>
    </message>
    <message>
        <source>Deposits and vouchers</source>
        <translation>Consignes et bons</translation>
    </message>
    <message>
        <source>Difference at the count</source>
        <translation>Différence au comptage</translation>
    </message>
    <message>
        <source>Set aside at closing</source>
        <translation>Mis de côté à la fermeture</translation>
    </message>
    <message>
        <source>Month or day</source>
        <translation>Mois ou jour</translation>
    </message>
    <message>
        <source>months and days that were closed</source>
        <translation>mois et jours fermés</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Pièce</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Libellé</translation>
    </message>
    <message>
        <source>Debit / credit</source>
        <translation>Débit / crédit</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>how the period will be booked</source>
        <translation>comment la période sera comptabilisée</translation>
    </message>
    <message>
        <source>File for {program}</source>
        <translation>Fichier pour {program}</translation>
    </message>
    <message>
        <source>No day was closed yet. After the first Z its file can be written here.</source>
        <translation>Aucune journée n’est encore fermée. Après le premier Z, son fichier s’écrit ici.</translation>
    </message>
    <message>
        <source>{n} entries. Let the accountant confirm the account numbers once.</source>
        <translation>{n} écritures. Faites confirmer une fois les numéros de compte par la fiduciaire.</translation>
    </message>
    <message>
        <source>Month {month}</source>
        <translation>Mois {month}</translation>
    </message>
    <message>
        <source>An advance is more than zero.</source>
        <translation>Une avance est plus que zéro.</translation>
    </message>
    <message>
        <source>Say which decision this follows from: a meeting and its date.</source>
        <translation>Dites de quelle décision cela vient : une séance et sa date.</translation>
    </message>
    <message>
        <source>{month} has not ended yet. Nothing was repaid.</source>
        <translation>{month} n’est pas fini. Rien n’a été remboursé.</translation>
    </message>
    <message>
        <source>A later month was repaid already; what {month} left counted there.</source>
        <translation>Un mois plus récent est déjà remboursé ; ce que {month} a laissé y a compté.</translation>
    </message>
    <message>
        <source>The posting {txn} does not balance in {currency}.</source>
        <translation>L’écriture {txn} n’est pas équilibrée en {currency}.</translation>
    </message>
    <message>
        <source>The balance of {account} is not the sum of its entries.</source>
        <translation>Le solde de {account} n’est pas la somme de ses écritures.</translation>
    </message>
    <message>
        <source>The advance in {currency} was repaid beyond what was advanced.</source>
        <translation>L’avance en {currency} est remboursée au-delà de ce qui fut avancé.</translation>
    </message>
    <message>
        <source>A commission of the posting {txn} names no decision.</source>
        <translation>Une commission de l’écriture {txn} ne nomme aucune décision.</translation>
    </message>
    <message>
        <source>The commission of the posting {txn} is not its rate times its base.</source>
        <translation>La commission de l’écriture {txn} n’est pas son taux fois sa base.</translation>
    </message>
    <message>
        <source>More commission was given back on the ticket {sale} than was charged.</source>
        <translation>Plus de commission a été rendue sur le ticket {sale} qu’il n’en fut pris.</translation>
    </message>
    <message>
        <source>The statement {number} is not the sum of its entries.</source>
        <translation>Le relevé {number} n’est pas la somme de ses écritures.</translation>
    </message>
    <message>
        <source>The numbers of the statements of {year} have a gap.</source>
        <translation>Les numéros des relevés de {year} ont un trou.</translation>
    </message>
    <message>
        <source>This file is too large: {n} MB at most.</source>
        <translation>Ce fichier est trop grand : {n} Mo au plus.</translation>
    </message>
    <message>
        <source>This file is no camt.053 or camt.054 file of a bank.</source>
        <translation>Ce fichier n’est pas un fichier camt.053 ou camt.054 d’une banque.</translation>
    </message>
    <message>
        <source>This file has version {version}; 001.04 and 001.08 are read. Ask the bank for one of them.</source>
        <translation>Ce fichier a la version {version} ; les versions 001.04 et 001.08 sont lues. Demandez l’une d’elles à la banque.</translation>
    </message>
    <message>
        <source>The bank&apos;s reference {key} stands twice in this file.</source>
        <translation>La référence bancaire {key} figure deux fois dans ce fichier.</translation>
    </message>
    <message>
        <source>This file has more than {n} payments. Ask the bank for shorter ones.</source>
        <translation>Ce fichier contient plus de {n} paiements. Demandez à la banque des fichiers plus courts.</translation>
    </message>
    <message>
        <source>A booking has no date.</source>
        <translation>Une écriture n’a pas de date.</translation>
    </message>
    <message>
        <source>The details of the booking {key} do not add up to its amount.</source>
        <translation>Les détails de l’écriture {key} ne donnent pas son montant.</translation>
    </message>
    <message>
        <source>A booking has no reference of the bank. It could be counted twice, so nothing was read.</source>
        <translation>Une écriture n’a pas de référence de la banque. Elle pourrait être comptée deux fois, rien n’a donc été lu.</translation>
    </message>
    <message>
        <source>The details of a booking do not say what each payment is.</source>
        <translation>Les détails d’une écriture ne disent pas le montant de chaque paiement.</translation>
    </message>
    <message>
        <source>«{text}» is not an amount of a bank.</source>
        <translation>« {text} » n’est pas un montant de banque.</translation>
    </message>
    <message>
        <source>The advance cannot be repaid beyond what was advanced. Nothing was posted.</source>
        <translation>L’avance ne peut pas être remboursée au-delà de ce qui fut avancé. Rien n’a été inscrit.</translation>
    </message>
    <message>
        <source>{month} has not ended yet. Nothing was closed.</source>
        <translation>{month} n’est pas fini. Rien n’a été clos.</translation>
    </message>
    <message>
        <source>Close {month} first: months are closed one after the other.</source>
        <translation>Clôturez d’abord {month} : les mois se suivent.</translation>
    </message>
    <message>
        <source>Enter the chamber&apos;s name, address and account number first: they stand on every statement.</source>
        <translation>Indiquez d’abord le nom, l’adresse et l’IBAN de la Chambre, sous « Taux » : ils sont sur chaque relevé.</translation>
    </message>
    <message>
        <source>A decision holds from today on at the earliest: what was charged before stays. Choose a later day.</source>
        <translation>Une décision vaut au plus tôt dès aujourd’hui : ce qui fut pris avant reste. Choisissez un jour plus tardif.</translation>
    </message>
    <message>
        <source>«{text}» is not a day. Write it like 2026-07-01.</source>
        <translation>« {text} » n’est pas un jour. Écrivez-le comme 2026-07-01.</translation>
    </message>
    <message>
        <source>This day has not come yet. Nothing was booked.</source>
        <translation>Ce jour n’est pas encore venu. Rien n’a été inscrit.</translation>
    </message>
    <message>
        <source>This file is larger than 5 MB. Ask the bank for a shorter period. Nothing was booked.</source>
        <translation>Ce fichier dépasse 5 Mo. Demandez à la banque une période plus courte. Rien n’a été inscrit.</translation>
    </message>
    <message>
        <source>This payment is booked already.</source>
        <translation>Ce paiement est déjà inscrit.</translation>
    </message>
    <message>
        <source>Choose the member who paid.</source>
        <translation>Choisissez le membre qui a payé.</translation>
    </message>
    <message>
        <source>A QR-bill is for an amount between 0.01 and 999&apos;999&apos;999.99.</source>
        <translation>Une QR-facture porte un montant entre 0.01 et 999&apos;999&apos;999.99.</translation>
    </message>
    <message>
        <source>The chamber&apos;s address is not complete. Enter name, postcode and town in its settings.</source>
        <translation>L’adresse de la Chambre n’est pas complète. Indiquez le nom, le numéro postal et la localité dans ses réglages.</translation>
    </message>
    <message>
        <source>«{reference}» is not a creditor reference.</source>
        <translation>« {reference} » n’est pas une référence de créancier.</translation>
    </message>
    <message>
        <source>A rate is between 0 and 50 %, and no amount is negative.</source>
        <translation>Un taux est entre 0 et 50 %, et aucun montant n’est négatif.</translation>
    </message>
    <message>
        <source>The most that is asked is less than the least. Change one of the two.</source>
        <translation>Le maximum est plus petit que le minimum. Changez l’un des deux.</translation>
    </message>
    <message>
        <source>The part of the pot commun is between 0 and 100 %.</source>
        <translation>La part est entre 0 et 100 %.</translation>
    </message>
    <message>
        <source>Write the steps of the turnover from the lowest to the highest.</source>
        <translation>Écrivez les paliers du plus bas au plus haut.</translation>
    </message>
    <message>
        <source>An amount of zero is not booked.</source>
        <translation>Un montant nul ne s’inscrit pas.</translation>
    </message>
    <message>
        <source>Enter what was given and what came for it, both more than zero.</source>
        <translation>Indiquez ce qui fut donné et ce qui fut reçu, les deux plus que zéro.</translation>
    </message>
    <message>
        <source>There is less than that in this currency. Nothing was booked.</source>
        <translation>Il y a moins que cela dans cette monnaie. Rien n’a été inscrit.</translation>
    </message>
    <message>
        <source>A proposal has an amount and says what it is for.</source>
        <translation>Une proposition a un montant et dit à quoi il sert.</translation>
    </message>
    <message>
        <source>Add the receipt or the invoice: members see what the common pot paid for.</source>
        <translation>Joignez la facture ou la quittance : les membres voient ce que le pot commun a payé.</translation>
    </message>
    <message>
        <source>This proposal is settled already.</source>
        <translation>Cette proposition est déjà réglée.</translation>
    </message>
    <message>
        <source>You proposed this yourself: another person has to sign.</source>
        <translation>Vous l’avez proposée vous-même : une autre personne doit signer.</translation>
    </message>
    <message>
        <source>A receipt is a PDF, a JPEG or a PNG of at most 5 MB. Nothing was kept.</source>
        <translation>Une pièce est un PDF, un JPEG ou un PNG de 5 Mo au plus. Rien n’a été gardé.</translation>
    </message>
    <message>
        <source>There is less than that: nothing was posted, and the proposal stays open.</source>
        <translation>Il y a moins que cela : rien n’a été inscrit, et la proposition reste ouverte.</translation>
    </message>
    <message>
        <source>The statement {number} has no valid number or month.</source>
        <translation>Le relevé {number} n’a pas de numéro ou de mois valable.</translation>
    </message>
    <message>
        <source>The statement {number} is due before it is issued.</source>
        <translation>Le relevé {number} est payable avant d’être établi.</translation>
    </message>
    <message>
        <source>A line stands twice on the statement {number}.</source>
        <translation>Une ligne figure deux fois sur le relevé {number}.</translation>
    </message>
    <message>
        <source>The lines of the statement {number} do not add up to its closing.</source>
        <translation>Les lignes du relevé {number} ne donnent pas son solde final.</translation>
    </message>
    <message>
        <source>«{iban}» is not a Swiss account number (IBAN). Check it in the chamber&apos;s settings.</source>
        <translation>« {iban} » n’est pas un numéro de compte suisse (IBAN). Vérifiez-le dans les réglages de la Chambre.</translation>
    </message>
    <message>
        <source>«{iban}» is a QR-IBAN. Statements need the ordinary IBAN of the same account.</source>
        <translation>« {iban} » est un QR-IBAN. Les relevés demandent l’IBAN ordinaire du même compte.</translation>
    </message>
    <message>
        <source>This file is not a statement.</source>
        <translation>Ce fichier n’est pas un relevé.</translation>
    </message>
    <message>
        <source>The statement {number} was altered: its hash is another.</source>
        <translation>Le relevé {number} a été modifié : son empreinte est différente.</translation>
    </message>
    <message>
        <source>«{text}» is not a percentage. Write it like 2.5.</source>
        <translation>« {text} » n’est pas un pourcentage. Écrivez-le comme 2.5.</translation>
    </message>
    <message>
        <source>«{text}» is not a step. Write the turnover and the rate like 5000: 2.5.</source>
        <translation>« {text} » n’est pas un palier. Écrivez le chiffre d’affaires et le taux comme 5000: 2.5.</translation>
    </message>
    <message>
        <source>A payment link begins with https:// and says {place} where the amount stands.</source>
        <translation>Un lien de paiement commence par https:// et dit {place} là où va le montant.</translation>
    </message>
    <message>
        <source>How it was sold</source>
        <translation>Mode de vente</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>Base</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Taux</translation>
    </message>
    <message>
        <source>Commission</source>
        <translation>Commission</translation>
    </message>
    <message>
        <source>Common pot</source>
        <translation>Pot commun</translation>
    </message>
    <message>
        <source>commission of each ticket</source>
        <translation>commission de chaque ticket</translation>
    </message>
    <message>
        <source>No commission</source>
        <translation>Aucune commission</translation>
    </message>
    <message>
        <source>The portal has told nothing yet. Once this till is joined, its commission is here.</source>
        <translation>Le portail n’a encore rien dit. Une fois la caisse reliée, sa commission est ici.</translation>
    </message>
    <message>
        <source>No commission this month</source>
        <translation>Aucune commission ce mois</translation>
    </message>
    <message>
        <source>{month}, from the chamber&apos;s ledger. In all you owe {owed}, payments deducted.</source>
        <translation>{month}, selon les comptes de la Chambre. Vous devez en tout {owed}, paiements déduits.</translation>
    </message>
    <message>
        <source>{month}, from the chamber&apos;s ledger. You owe nothing.</source>
        <translation>{month}, selon les comptes de la Chambre. Vous ne devez rien.</translation>
    </message>
    <message>
        <source>At the counter</source>
        <translation>Au comptoir</translation>
    </message>
    <message>
        <source>Ordered on the portal</source>
        <translation>Commandé sur le portail</translation>
    </message>
    <message>
        <source>Steps of the month</source>
        <translation>Paliers du mois</translation>
    </message>
    <message>
        <source>Which member buys?</source>
        <translation>Quel membre achète ?</translation>
    </message>
    <message>
        <source>Type a part of its name.</source>
        <translation>Tapez une partie de son nom.</translation>
    </message>
    <message>
        <source>No member is called «{text}». Try part of a word.</source>
        <translation>Aucun membre ne s’appelle « {text} ». Essayez un bout de mot.</translation>
    </message>
    <message>
        <source>The portal has not told who the other members are. The till asks it once it is linked.</source>
        <translation>Le portail n’a pas encore dit qui sont les autres membres. La caisse le lui demande dès qu’elle est reliée.</translation>
    </message>
    <message>
        <source>Nobody of the network</source>
        <translation>Personne du réseau</translation>
    </message>
    <message>
        <source>The sums of {day} are not those of its sales.</source>
        <translation>Les sommes du {day} ne sont pas celles de ses ventes.</translation>
    </message>
    <message>
        <source>The published month {month} is not as it was.</source>
        <translation>Le mois publié {month} n’est plus tel qu’il était.</translation>
    </message>
    <message>
        <source>The web shop&apos;s key and its secret are both needed.</source>
        <translation>La clé de la boutique et son secret sont tous deux nécessaires.</translation>
    </message>
    <message>
        <source>At most 200 coming events are announced at a time.</source>
        <translation>Au plus 200 rendez-vous à venir sont annoncés à la fois.</translation>
    </message>
    <message>
        <source>This event is not there any more. Nothing was changed.</source>
        <translation>Ce rendez-vous n’est plus là. Rien n’a été changé.</translation>
    </message>
    <message>
        <source>Setting up a program of the tests in {folder}.</source>
        <translation>Installation d’un programme des tests dans {folder}.</translation>
    </message>
    <message>
        <source>A program of the tests is not in {folder}.</source>
        <translation>Un programme des tests n’est pas dans {folder}.</translation>
    </message>
    <message>
        <source>An announced VAT rate is one of N, R and H, between 0 and 25 %.</source>
        <translation>Un taux de TVA annoncé est l’un de N, R et H, entre 0 et 25 %.</translation>
    </message>
    <message>
        <source>There is a VAT rate from a later day already: {day}.</source>
        <translation>Il y a déjà un taux de TVA dès un jour plus tardif : {day}.</translation>
    </message>
    <message>
        <source>Two VAT rates begin on one day.</source>
        <translation>Deux taux de TVA commencent le même jour.</translation>
    </message>
    <message>
        <source>There are 1 to {most} notes, each up to 1000.</source>
        <translation>Il y a 1 à {most} billets, de 1000 au plus chacun.</translation>
    </message>
    <message>
        <source>This rate is not announced.</source>
        <translation>Ce taux n’est pas annoncé.</translation>
    </message>
    <message>
        <source>There is such a note already.</source>
        <translation>Ce billet existe déjà.</translation>
    </message>
    <message>
        <source>There is no such note.</source>
        <translation>Ce billet n’existe pas.</translation>
    </message>
    <message>
        <source>«{text}» is not a day.</source>
        <translation>« {text} » n’est pas une date.</translation>
    </message>
    <message>
        <source>A rate begins tomorrow at the earliest: tickets of today are printed with today&apos;s rate.</source>
        <translation>Un taux commence au plus tôt demain : les tickets d’aujourd’hui portent le taux d’aujourd’hui.</translation>
    </message>
</context>
</TS>
