"""After the receipt: «er det i orden?», a part taken back, and «var det deg?»."""
