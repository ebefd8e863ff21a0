# The bar at the top: folder, workers, start.
setup-path = Folder
setup-path-hint = Folder with product images
setup-recent = Recent folders
setup-results-of = These results are of { $folder }
setup-results-of-back = Back to this folder
setup-choose-folder = Choose folder…
setup-workers = Workers
setup-workers-less = One worker less
setup-workers-more = One worker more
setup-workers-of-cores =
    { $count ->
        [one] This computer has { $shown } core
       *[other] This computer has { $shown } cores
    }
setup-workers-why-more = More workers than cores help on slow network shares
setup-start = Start
setup-pause = Pause
setup-resume = Resume
setup-stop = Stop
setup-stopping = Stopping…

# What is wrong with the path.
setup-problem-not-found = There is no such folder
setup-problem-not-a-folder = This is a file; choose the folder that it is in
setup-problem-no-answer = This folder gives no answer; try again when its disk or network does
setup-problem-permission = You have no permission to look into this folder
setup-problem-no-home = This system names no home folder for “~”; type the whole path
setup-problem-other = This folder can't be used: { $detail }

# The menu of rare choices.
setup-more = More options
setup-include = Look at these too, from the next scan on
setup-include-hidden = Hidden files and folders
setup-include-online = Online-only files
setup-include-online-hint = Reading a file that is only in the cloud downloads it to this computer
setup-measures = Look closer, from the next scan on
setup-measures-full = Full measurement
setup-measures-full-what = Looks at all four corners and within light canvases, and finds each picture’s main colour; slower, because every pixel of every image is decoded
setup-measures-complete = Check files completely
setup-measures-complete-what = Finds files whose end is damaged or missing; slower, because every file is decoded to its end
setup-measures-complete-included = Full measurement does that already
setup-next-with-full = These results were made without full measurement; it begins with the next scan
setup-next-without-full = These results were made with full measurement; the next scan is made without it
setup-next-with-complete = These files were not checked completely; the next scan does that
setup-next-without-complete = These files were checked completely; the next scan does not do that
setup-originals = Originals…
setup-repairs = Repairs…
setup-settings = Settings…
setup-keys = Keyboard shortcuts
setup-log = Open the log
setup-about = About Blackdrop
