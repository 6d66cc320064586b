"""Flow figures from small histograms: pure numpy, no database, no web."""
