"""How large a workbook may be, and what its reader may use."""

MEGABYTE = 1_000_000

# the file and its package, before anything is parsed
FILE_BYTES = 2 * MEGABYTE
ENTRIES = 200
UNPACKED_BYTES = 10 * MEGABYTE
RATIO = 100  # unpacked to packed
RATIO_FROM = 100_000  # unpacked bytes: what is smaller does no harm

# its XML
ELEMENTS = 300_000  # of one part: a cell with a text of its own takes three
DEPTH = 64

# its sheets, all together but for rows and columns
CELLS = 50_000
ROWS = 10_000
COLUMNS = 300
AREA = 500_000  # cells of the rectangles that the values span, empty ones too
CELL_TEXT = 32_767  # characters, as in Excel
TEXT = 5_000_000  # characters

# the process that reads it
MEMORY_BYTES = 300 * MEGABYTE  # address space
CPU_SECONDS = 4
WALL_SECONDS = 5
