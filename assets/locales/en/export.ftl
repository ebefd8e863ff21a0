# Which rows to export, and as what.
export-title = Export results
export-cancel = Cancel
export-rows = Which images
export-rows-all = All
export-rows-flagged = Flagged
export-rows-confirmed = Confirmed only
export-rows-repaired = Repaired only
export-rows-shown = Shown
export-rows-selected = Selected
export-row-count =
    { $count ->
        [one] { $shown } row
       *[other] { $shown } rows
    }
export-no-rows = No such images
export-format = File
export-workbook = Excel workbook
export-workbook-detail = Product ids stay text; the header stays in sight and filters
export-csv-excel = CSV for Excel
export-csv-excel-detail = Opens rightly in spreadsheets, and nothing in it runs as a formula
export-csv-semicolons = CSV for Excel, with semicolons
export-csv-semicolons-detail = For Excel in countries that write 1,5, as most of Europe and South America
export-csv-programs = CSV for programs
export-csv-programs-detail = Exact values, for scripts and imports
export-json = JSON lines
export-json-detail = One object per line, for programs
export-pixel-list = Pixel list
export-pixel-list-detail = Product id, path and the sum of pixel (5,5), as the first script wrote it
export-go = Export…
