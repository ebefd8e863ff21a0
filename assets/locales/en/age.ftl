# The line that says how old results are.
age-checking = Results from { $age }, checking for changes…
age-checked = Checked { $age }: { $changes }
age-interrupted = Results from { $age }, not all checked since: { $changes }
age-unchanged = { $shown } unchanged
age-new = { $shown } new
age-changed = { $shown } changed
age-gone = { $shown } gone
age-just-now = just now
age-minutes = { $count ->
    [one] 1 minute ago
   *[other] { $shown } minutes ago
}
age-hours = { $count ->
    [one] 1 hour ago
   *[other] { $shown } hours ago
}
age-days = { $count ->
    [one] 1 day ago
   *[other] { $shown } days ago
}
age-inspect-again = Inspect everything again
age-inspect-again-hint = Also files whose size and time are as they were
age-forget-gone = Forget what is gone
age-forget-gone-hint = Takes them off the list; decisions about them are kept
age-not-remembered = The results of this scan will not all be remembered
age-not-remembered-because = The results of this scan will not all be remembered: { $reason }
