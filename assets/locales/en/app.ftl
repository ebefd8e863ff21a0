# The program itself and its title.
app-name = Blackdrop
app-title-found = { $shown } found
app-title-paused = Paused

# Dialogs.
app-choose-folder = Choose the folder with product images
app-export-to = Export to

# What came of things.
app-stop-first = A scan is running. Stop it first, then scan the other folder
app-dialog-is-open = The file dialog is open already; it may be behind this window
app-notice-close = Close this message
app-broke-down = This went wrong inside the program. Please try again
app-sample-failed = The sample could not be written: { $detail }
app-open-failed = “{ $file }” could not be opened: { $detail }
app-export-done =
    { $count ->
        [one] { $shown } image was written to { $file }
       *[other] { $shown } images were written to { $file }
    }
app-export-failed = “{ $file }” was not written: { $reason }

# Why an export was not written, and what to do.
app-save-image-name = an export cannot have the name of an image. Choose a name that ends in .xlsx or .csv
app-save-holds-image = that file is an image, and the export would replace it. Choose another name
app-save-scanned-file = that file was scanned, and the export would replace it. Choose another name
app-save-is-folder = that is a folder. Add a file name
app-save-folder-missing = its folder does not exist. Choose another one
app-save-write-protected = the file is write-protected. Choose another name
app-save-open-elsewhere = it is open in another program. Close it there and export again
app-save-permission = you have no permission to write there. Choose another folder
app-save-read-only-disk = the disk is read-only. Choose another place
app-save-disk-full = the disk is full. Make room or choose another place
app-save-file-too-large = the file would become larger than the system allows. Choose another place
app-save-reader-gone = the program that read it has closed
