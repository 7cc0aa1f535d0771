"""WHO: roster, offices, credentials, sign-in and the desk."""
