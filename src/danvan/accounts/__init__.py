"""Users and, later, their sign-in. Not for posts and what they allow: those live in units."""
