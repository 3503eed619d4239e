"""Assembly: inside one clause, binds a quantity to its unit, term, kind, period, place and source."""
