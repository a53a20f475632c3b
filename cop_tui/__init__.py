"""The program: command line, terminal, host, site and exports."""
