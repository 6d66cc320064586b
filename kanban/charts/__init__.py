"""From figures to places on paper: pure geometry, knowing neither the database nor the web."""
