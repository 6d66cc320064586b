"""The database: engine, schema, migrations, and the queries, one module per noun."""
