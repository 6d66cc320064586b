"""Flow figures from small histograms: pure numpy and pandas, no database, no web."""
