"""How fast the portal is built, measured beside Hugo on the same models."""
