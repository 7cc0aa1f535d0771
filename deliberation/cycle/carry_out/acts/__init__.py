"""What may be done while a matter is carried out."""
