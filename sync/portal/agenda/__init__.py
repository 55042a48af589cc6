"""What happens at members and at the chamber: fairs, balls, concerts, open days."""
