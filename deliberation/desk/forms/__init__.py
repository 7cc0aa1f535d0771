"""What the desk is asked, form by form."""
