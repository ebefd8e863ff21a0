# Asks for a path where the system has no dialog for it.
prompt-why = This system offers no file dialog, so please type the path
prompt-cancel = Cancel
prompt-folder = Folder
prompt-folder-title = Choose a folder
prompt-folder-accept = Use this folder
prompt-file = File
prompt-file-title = Export to a file
prompt-file-accept = Export
prompt-exists = There is a file with this name already
prompt-replace = Replace it
