<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR">
<context>
    <name></name>
    <message>
        <source>The backup is made and checked: {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds {n} entries of the journal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its note is not signed: this machine does not hold the key of that shop file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup is back in use: {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its last ticket is {receipt} of {at}. What was sold later is not in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no ticket in it yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There was no note beside the backup: its journal was checked, not whether it is the backup as made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The note beside the backup is not signed: its bytes were checked, not who made it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At the next start the till numbers its receipts anew, with other letters: no number is given twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measured {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not measured: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>within</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>building: {done} of {of} {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no printer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This shop file was restored or copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its sales are all there; new receipts get a new series of numbers, so that none is used twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If sales made after the backup are missing, keep the old disk: they were only there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refund {receipt} recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PDF could not be written to {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF written: {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mistake</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the drawer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why? It is kept in the journal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No drawer is connected; the opening is in the journal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No printer is set up: the report is kept in the shop file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a printer first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printer ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printer: little paper left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printer out of paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printer cover open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printer off-line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put a new roll in and close the cover: printing goes on by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the cover: printing goes on by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check its cable and its switch: printing goes on by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every sale is recorded. Receipts wait for their turn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} may or may not have been printed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is recorded. Nothing is printed twice by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the printer, then choose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is printed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print again, as a duplicate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The till stopped before the last receipt was printed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sale is recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print it now if the customer wants it; it is marked as a duplicate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ok</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PROBLEM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Python</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk flush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQLite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shop file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} cannot be written: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{ms} ms: every sale waits that long. Use an internal disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{ms} ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gb} GB free in {folder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder {folder} is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{now}: this cannot be. Set the date of this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{now}: the zone is UTC. Set the zone of the shop, or receipts show another hour.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{version}: before 3.51.3 two writers could damage a file. The till writes with one, so it is safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is none at {path} yet: the till makes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is damaged ({damage}). Restore the last backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be written by this user.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path}: {n} entries, schema {version}, sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{sound}; open in a till now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is none in {folder} yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last is of {at}: {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None is set up: receipts are shown on the screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It opens through the printer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: reached; it does not tell how it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: there is no paper.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: its cover is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: it is switched to pause.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: the paper is nearly at its end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: ready.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None is set up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It opens through the printer, which does not tell whether it is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Qt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Qt does not start: {cause}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Display</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is none in this session: no window can be shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fonts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No font is installed: no text can be shown. Install one, such as DejaVu or Inter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{family}: its figures differ in width, columns of amounts are uneven.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{family}: none of the fonts the till is made for is installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{family}, figures of one width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {of} receipts, {rate} a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{receipts} receipts, {lines} lines, {returns} returns: {total} CHF, in {seconds} s ({rate} receipts/s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} lines were recorded by an earlier replay and left as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} lines were not recorded:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  line {line}: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  … and {n} more; --json FILE lists them all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The totals cannot be written to {path}. The sales are recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong in this window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything recorded so far is safe in the shop file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on selling. If it happens again, close the till and open it again; the log tells the rest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no shop open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent. Look at the paper.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: {entries} entries, {sales} sales, {incarnations} incarnations.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is in order: chain, signatures, numbers, totals, and the tables follow from the journal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} problems found. Nothing was changed. Keep this file and the backups.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No printer is set up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No drawer is set up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The drawer was not opened: it was too late.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The printer stopped while printing: look at the paper.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cover of the printer is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The printer is out of paper.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The printer is off-line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The printer is almost out of paper.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The printer is ready.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address of the printer is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>«{address}» is not a network address. It looks like 192.168.1.50:9100.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>«{address}» is not a USB number. It looks like 04b8:0e15.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>«{address}» is not a serial port. It looks like /dev/ttyUSB0@9600.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The printer {name} was lost while printing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The printer {name} does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This machine lacks libusb, which printing on USB needs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windows printer queues work on Windows only, with pywin32 installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file {name} cannot be written here. Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receipt {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>VAT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gross</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Net</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tax</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TRAINING - not a receipt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DUPLICATE {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>REFUND</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of receipt {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Till {code}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Served by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>instead of {price}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at {price} each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(net, tare {weight})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discount on the whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discount on the whole {rate}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discount {rate}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TOTAL CHF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cash rounding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at {rate} on {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at {rate}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recipient (name and address):</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring it to return an article.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Z report {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>X report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A reading: the day stays open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Till</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First receipt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last receipt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turnover</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sales ({n})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refunds ({n})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To be received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines sold and returned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discounts granted, already deducted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tax in all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tax due at the net rate of {rate}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Means of payment, change deducted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In all, in CHF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>worth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Money in and out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawer, not counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Float</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawer {currency}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sales, refunds, moves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counted, twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stays in the drawer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since the till began</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sales</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refunds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Total</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Journal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its fingerprint; keep this paper:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printer test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The longest line that fits tells the number of columns:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both codes can be scanned; the paper is cut below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cash in euros</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Léman notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code {code} was misread (its check digit is wrong). Scan it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>«{text}» is not a valid UID. It looks like CHE-123.456.788.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This line is no longer in the basket.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A ticket holds {n} lines. Take the payment and start another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A price is not negative. To take an article back, set its quantity to −1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A deposit is given back in full: it takes no discount.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This till does not take {code}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>«{text}» is not an exchange rate. Write it like 0.9412.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no {currency} note or coin of {piece}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} pieces cannot be in a drawer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the amount that goes in or out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say why the money goes in or out: the accountant will ask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This amount is too large: at most {limit} fits on a ticket.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>«{text}» is not an amount. Write it like 12.50.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A discount of {discount} is more than the price, {price}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A discount is either a percentage or an amount.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A discount is between 0 and 100 %.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A discount is an amount above zero.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An article needs a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name «{name}…» is too long: at most 120 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>«{unit}» is not a unit of sale.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>«{code}» is not a VAT code of this till.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The price of {name} is negative; only returned deposits may be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This quantity is too large: at most {limit} on one line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>«{text}» is not a quantity. Write it like 2 or 0.486.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A quantity of zero sells nothing. Remove the line instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A refund is not refunded. Find the original sale.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: no more can come back than was sold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose what comes back first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shop needs a name: it is printed on every receipt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The till&apos;s code is 1 to 4 letters or digits, like C1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A shop registered for VAT prints its number (CHE-…) on every receipt: enter it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the net tax rate that the tax administration granted, between 0.1 and 10 %.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no EUR rate yet. Enter today&apos;s rate in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This shop does not take this means of payment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is received is an amount above zero.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to receive: this ticket pays out {amount}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By card or TWINT no more than the rest can be taken: {rest}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no coins under 5 centimes: enter an amount like {like}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{rest} is still to be paid.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is handed out must be {amount} in all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such Léman note. The notes are 1, 5, 10, 20 and 3.14.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This shop takes at most {limit} LEM per sale; {rest} LEM can still be taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No change is given on Léman notes: take at most {rest} LEM.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No change is given on Léman notes: take {over} less.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no VAT rate for the code {code} on {day}. Check the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was changed meanwhile. Look at it again before you save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A float is not negative.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The day is already open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is only {amount} {currency} in the drawer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say why the drawer is opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count the {currency} drawer too, even when it is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The day is not open yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most {amount} {currency} can stay in the drawer: that is what was counted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The basket is empty: there is nothing to park.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This basket is no longer parked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A PIN is 4 to 8 digits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is already on the team.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This PIN is not right. Nothing changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No printer is set up. The sale is recorded. Choose a printer in the settings, or make a PDF.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This ticket is not in the shop file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These lines were paid out, not in: there is nothing to give back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The day is not open yet. Open it with the float, then refund.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A training ticket was never paid: there is nothing to give back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The day is open in this shop file. Close it at the till, then replay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no price for «{item}». Give one in the column unit_price or in a price list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cash put in for the returns of a replay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has no column «{column}». The columns are receipt, at, item, quantity, unit_price and tender.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is no price list: its columns are item and price.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line {line} of {name}: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>«{text}» is not a date and time. Write it like 2026-11-23 08:15 or 23.11.2026 08:15.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The year {year} cannot be replayed: from {oldest} to {newest}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file {name} cannot be read. Check its name and folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This line cannot be split into columns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This line has more columns than the first one. Put texts that hold a separator in quotes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The column «{column}» is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The column «{column}» holds control characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A price is not negative. A return has a negative quantity.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>«{tender}» is not a means of payment. They are cash, card, twint, lem and eur.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No article carries the code {code}. Nothing was added. Search it by name, or create the article.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has no fixed price: enter it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The basket is empty: scan or choose an article first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The day is not open yet. Open it with the float, then take the payment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To take euros, enter the rate: how many francs one euro is worth.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed: {checks}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tests need system packages that are missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tests that print to it are skipped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>printer emulator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The printer emulator needs Python 3.13 or newer, and none was found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Setting up the printer emulator in {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The printer emulator is not in {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The printer emulator needs Python 3.13.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last set-up was interrupted: starting it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} is not a Python environment, so it is left alone. Move it away, then run the same command again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder {folder} cannot be made: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder {folder} cannot be written: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} is a link, so it is left alone. Remove it yourself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Python could not make its environment: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Setting up Comptoir in {folder}. This happens once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Qt starts ({platform}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Qt does not start ({platform}): {detail}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This Python lacks its venv module.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The till needs Python&apos;s venv module. Run this, then the same command again: {line}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another set-up is running: waiting for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>uv could not install the packages; trying with pip.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A downloaded package is not the one expected, so nothing was installed. Try on another network, and tell us if it happens again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full: about 700 MB are needed. Make room, then run the same command again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The packages could not be installed ({reason}). Check the network, then run the same command again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for the packages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpacking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The screen needs libraries that this system lacks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The screen needs libraries that this system lacks. Please run: {line}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{why} Missing system packages: {line}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{why} Installing: {line}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system packages could not be installed. By hand: {line}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{why} Please run: {line}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{why} This installs what is missing:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run it now? [y/N] </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no shop file at {path}. Check the folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A backup needs another name or folder than the shop file itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no folder {folder}. Nothing was made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no backup at {path}. Check the folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is a folder: say the name of the shop file to make.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a shop file at {path} already. Nothing was changed. Move it away first, or choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} exists already. Nothing was changed. Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no shop file of Comptoir. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The journal is damaged at entry {name}: {cause} Run verify on it, and keep the older backups.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no journal in this file: it was never used as a shop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The note {name} beside the backup cannot be read. Nothing was restored. Take another backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup {name} was changed since it was made. Nothing was restored. Take another backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The note {name} belongs to another backup. Nothing was restored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no room left in {folder}. No half copy was left. Free some space there, or choose another disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} cannot be written. Nothing was made. Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is damaged or is no shop file: it cannot be copied. Nothing was made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The copy in {folder} failed ({reason}). Nothing was left of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk cannot take more ({name}). Nothing of this was recorded; everything before it is safe. Free some space, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shop file {name} cannot be written. Nothing was lost. Give this user write access to its folder, then start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shop file {name} is held by another program. Close it, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file {name} is damaged or is no shop file. Nothing was changed in it. Restore the last backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A refund names the ticket it refunds, a sale names none: here it is the other way round.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It refunds a ticket that is not in this journal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its receipt number {receipt} is not one of this incarnation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its receipt number {receipt} breaks the row: {due} was due.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its perpetual totals do not continue those before it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is the Z number {number}: {due} was due.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its lines do not add up to its total.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its payments, less change and rounding, do not add up to its total.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its VAT is not that of its lines.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This shop is already open in another till window. Nothing was changed. Use that window, or close it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} more problems are not listed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It cannot be read: {cause}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row {row} follows from no entry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row {row} is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row {row}: {column} is {live}, the journal gives {right}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no shop file at {path}. Check the folder, or create the shop first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is a folder, not a shop file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is no shop file of Comptoir. Nothing was changed in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was written by a newer Comptoir. Nothing was changed in it. Update this till, then open it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was written by a newer Comptoir. Verify it with that one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is of an older Comptoir. Open it in the till once, then verify it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no entry in the journal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tables were not compared with the journal: entries of it are damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No opening entry begins this incarnation: its signatures cannot be checked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The columns of this entry are not those of its content.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This entry was changed after it was recorded: its record is not laid out as it was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This entry was carried over from one that is not in the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same fact was recorded as entry {name} already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The content of this entry is of a kind that this Comptoir does not know.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This entry contradicts those before it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This incarnation does not say which one it follows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This incarnation does not follow the last entry of the one before it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The journal is not kept append-only: its two triggers are not as they were made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds {indexed} articles, the shop has {active}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQLite finds: {finding}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This entry was changed after it was recorded: it does not match its hash.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signature of this entry is not the till&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} entries before this one are missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This entry does not follow the one before it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This entry cannot be read from the file ({cause}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This entry was changed after it was recorded: its columns are not those the till writes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scanner ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printer …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open since {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>day not open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who is at the till?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the PIN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Day: open, cash in and out, X, close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sales: find, reprint, refund</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings: shop, VAT, currencies, devices, team</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the drawer without a sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the till</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan an article, search it, or touch it at the right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Park</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Total, VAT included</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 article</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} articles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · in cash {amount}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take payment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pay out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This stays until the next scan or article. Enter clears it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To give back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paid exactly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>received {amount}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sale {receipt} recorded, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cash rounding, to 0.05</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Given back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>search an article</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>articles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next sale: scan or search an article</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search an article, a code, a reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Means</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expected and counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reason of the difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forgotten entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected and counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counted blind; the count is handed in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blind count: what is expected is shown once the count is handed in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why {what}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close, print the Z</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand in the count</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stays in the drawer, {currency}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stays for tomorrow, {currency}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>declared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say why the drawer differs; «Unknown» is an answer too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cash in and out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>X reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The day is not open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open since {time} · {n} sales</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed with Z {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Float in the drawers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>amount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only open the drawer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>supplier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expenses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Currency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Amount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cash in or out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moves of this session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>moves of this session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the amount without a sign, then choose in or out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worth in CHF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print X</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>figures of the session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>means of payment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A reading changes nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discounts given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>VAT {rate} % of {gross}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name of the shop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>code of this till</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name of this till</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Till 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last line of the receipt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thank you, see you soon!</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name, as printed on receipts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address: street, postcode and place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code in receipt numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of this till</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last line of the receipt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not registered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>effective</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>net tax rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>net tax rate in percent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Net tax rate granted, in %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UID of the business</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receipts show no VAT at all: who shows it owes it (LTVA art. 27).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receipts show 8.1, 2.6 and 3.8 % as the articles say; Z reports add them up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receipts show the legal rates; what is due is the turnover times your net rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>valid number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not a valid number yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at most per sale in LEM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in francs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in Léman notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the cashier chooses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>euros in cash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>francs for one euro</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TWINT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swiss francs, CHF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rounded to 0.05 in cash only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>always</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 · 5 · 10 · 20 · 3.14, counted apart in the drawer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at most per sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Euros in cash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rate of the day, change in francs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 EUR =</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on its own terminal; the cashier confirms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on its own QR code; the cashier confirms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entered on {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>serial</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>address of the printer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cash drawer on the printer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print a test page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scan here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan any article here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receipt printer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Characters per line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cash drawer on the printer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scanner: it works like a keyboard, whatever has the focus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{ms} ms per character</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name of the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name of person {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PIN of person {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PIN, if wanted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first person owns the shop. Names stay on this till: the journal knows people by number only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who sells? Enter at least one name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Demo shop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First start, about 5 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No data at hand?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Currencies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Team</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is your shop called?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is it registered for VAT?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which currencies do you take?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is connected to this till?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who sells?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>question {n} of 5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish: open the till</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue: {next}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>T</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>U</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To pay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Total {total}, cash rounded to 0.05</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in cash, VAT included</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>VAT included</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>… {n} lines before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>take back {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still to pay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by card or TWINT: {amount}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pay out {amount}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in cash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>give back {amount}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing to give back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish the sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received {amount}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{means}: {amount} accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>once the terminal says so</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received {amount}, exact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cash in euros, nothing to give back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cash, nothing to give back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the basket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>payment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A scan still adds to this sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Payment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rounded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at most {limit} LEM per sale, {rest} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Euros received, change in francs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the terminal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cash received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gives back {amount}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>type the amount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Léman notes received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change in francs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change in Léman notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>defective</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wrong article</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changed mind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refund</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at the price paid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bought {quantity}, paid {amount}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>already back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>give back: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still refundable: {paid}. Give back in:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refund {amount}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This ticket is itself a refund.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A training ticket was never paid.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the day first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything came back already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose what comes back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>parked at {time}, {n} lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parked baskets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No basket is parked. F6 parks the one in progress.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several articles carry this code: which one?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What does it cost? The price includes VAT.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many {unit}? {price} each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many {unit}? A negative quantity takes back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price for this sale only; the article keeps its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discount on the whole basket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no discount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write 10% or an amount like 2.50; after a space, the reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No article is called «{text}». Try part of a word, or its code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>find a sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number, amount, article</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>past sales</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No sale found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>print receipts by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open the drawer for cash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prefix of the scanner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test the drawer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print receipts by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the drawer for cash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prefix character of the scanner, if it sends one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Erase for good? Past receipts keep only a number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Erase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>owner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cashier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dark screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In training nothing is really sold: tickets are marked, counted nowhere, and move no stock.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>help: every key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>take the payment; in the search, take the first article found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>back; nothing is lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>categories of articles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>choose a line of the basket; in the search, go to the tiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one more or one less of the line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>quantity of the line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>price of the line, for this sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>discount on the line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>discount on the whole basket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>remove the line; in the payment, take back what was given last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>undo the last change of the basket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>park the basket; when it is empty, show the parked ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>who is at the till (PIN)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>menu: day, sales, settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reprint the last receipt, marked as a duplicate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>payment: cash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>payment: Léman notes, then 1 5 0 2 3 = 1 · 5 · 10 · 20 · 3.14</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>payment: card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>payment: TWINT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>payment: cash in euros</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>payment: the amount received, then Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after the sale: receipt as PDF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>confirm what cannot be undone: Z, refund</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>close the till</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kilograms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>litres</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>metres</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pieces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>free price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weighed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by the litre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by the metre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>deposit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sold out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>net weight, tare {tare} kg</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training: nothing is really sold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cashier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} parked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reprint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>less: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>more: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>quantity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>basket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>number of {piece} {currency}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes {currency}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coins {currency}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Del</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one note of {note} LEM less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>note of {note} LEM, {n} taken</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
