"""Reading the register: for caseworkers, notices and the municipality's own figures."""
