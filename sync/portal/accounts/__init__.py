"""Who may sign in at the portal: people, their roles, passwords, passkeys, sessions, invitations, and what they did."""
