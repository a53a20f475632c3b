"""The host: one process for a data folder, which keeps every session. Terminals are its clients."""
