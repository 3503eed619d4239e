"""The readers: one file per kind of mark. Each takes a Reading and adds its marks to it."""
