"""What is written to somebody: mail read by its envelope, and prose that asks, promises and obliges."""
