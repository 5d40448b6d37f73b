"""A small linear model of how strangers answer. It refuses and asks; alone it says no yes."""
