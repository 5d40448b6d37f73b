"""The municipality's numbers: counted, made safe, shown as tables and as plots."""
