"""The entry workbook (填报工作簿): a filing as one sheet per entry table, filled in offline and read back."""
