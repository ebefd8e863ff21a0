# How far a job over many images is.
job-finding =
    { $count ->
        [one] Finding originals: { $shown } file looked at
       *[other] Finding originals: { $shown } files looked at
    }
job-looking = Looking at originals: { $done } of { $total }
job-searching = Searching by content: { $done } of { $total }
job-proving = Proving { $done } of { $total }
job-repairing = Repairing { $done } of { $total }
job-preparing-repair = Getting ready to repair…
job-preparing-undo = Getting ready to undo…
job-packing = Saving the hand-over pack: { $share }
job-undoing = Undoing { $done } of { $total }
job-rate = { $rate }/s
job-left = { $time } left
job-paused = paused
job-stopping = stopping…
job-bar = Progress of this job
job-pause-name = Pause this job
job-resume-name = Resume this job
job-stop-name = Stop this job
