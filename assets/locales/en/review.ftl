# Deciding about images.
review-unreviewed = Not reviewed
review-confirmed = Confirmed
review-false-alarm = False alarm
review-false-alarms = False alarms
review-column = Decision
review-saving = saving
review-not-saved = not saved
review-changed-confirmed = Changed since it was confirmed
review-changed-false-alarm = Changed since it was called a false alarm
review-unbound-confirmed = The file changed before the decision “confirmed” could be bound to it
review-unbound-false-alarm = The file changed before the decision “false alarm” could be bound to it
review-repaired-confirmed = Was confirmed before its repair
review-repaired-false-alarm = Was called a false alarm before its repair

review-black = Black
review-clear = Reset
review-menu-confirm = Confirm as black
review-menu-false-alarm = False alarm
review-menu-clear = Reset to not reviewed
review-selected = { $shown } selected: a decision is about all of them
review-same = { $images ->
    [one] Same picture in one more file
   *[other] Same picture in { $shown } files
}
review-same-products = Same picture in { $products } products, { $shown } files

# The line after a step.
review-done-confirmed-one = Confirmed { $name }
review-done-confirmed = Confirmed { $shown } images
review-done-false-alarm-one = False alarm: { $name }
review-done-false-alarm = False alarm: { $shown } images
review-done-cleared-one = Not reviewed again: { $name }
review-done-cleared = Not reviewed again: { $shown } images
review-done-original = “This is its original”: { $name }
review-done-original-taken-back = No longer “This is its original”: { $name }
review-undone-open = { $count ->
    [one] Taken back: { $name } is not reviewed again
   *[other] Taken back: { $shown } images are not reviewed again
}
review-undone = { $count ->
    [one] Taken back: { $name } is as it was
   *[other] Taken back: { $shown } images are as they were
}
review-redone = Done again: { $what }
review-copies = { $count ->
    [one] also one copy of the same picture
   *[other] also { $shown } copies of the same picture
}
review-all-shown = { $count ->
    [one] The one shown is reviewed
   *[other] All { $shown } shown are reviewed
}
review-deciding = Deciding: { $done } of { $all } images
review-flagged-shown = { $count ->
    [one] The one flagged image shown is reviewed
   *[other] All { $shown } flagged images shown are reviewed
}
review-answers-unused = { $count ->
    [one] One more answer was not used: move or undo to change the last one
   *[other] { $shown } more answers were not used: move or undo to change the last one
}
review-left-elsewhere = { $count ->
    [one] One flagged image that is not shown is not reviewed
   *[other] { $shown } flagged images that are not shown are not reviewed
}
review-undo = Undo
review-redo = Redo
review-undo-what = Undo: { $what }
review-redo-what = Redo: { $what }

# How far it is.
review-progress = { $done } of { $all } reviewed
review-left-little = less than a minute left at your pace
review-left-minutes = { $count ->
    [one] about a minute left at your pace
   *[other] about { $shown } minutes left at your pace
}
review-left-hours = { $count ->
    [one] about an hour left at your pace
   *[other] about { $shown } hours left at your pace
}

# The list.
review-refresh = Refresh
review-refresh-hint = { $count ->
    [one] One decided image stays in the list until then
   *[other] { $shown } decided images stay in the list until then
}
review-sort = Sort
review-sort-found = As found
review-sort-confidence = How sure it is black
review-sort-reverse = Other way round
review-shown-menu = Decide about all shown
review-shown-confirm = Confirm all { $shown } shown
review-shown-false-alarm = False alarm for all { $shown } shown
review-shown-clear = Clear the decisions of all { $shown } shown

# The question before many are decided.
review-ask-confirm = Confirm { $shown } images?
review-ask-false-alarm = Call { $shown } images a false alarm?
review-ask-clear = Clear the decisions of { $shown } images?
review-ask-queue = Those that are proven will wait for the repair
review-ask-unused = { $count ->
    [one] One key was not used
   *[other] { $shown } keys were not used
}
review-ask-otherwise = { $count ->
    [one] One of them has another decision, which would change
   *[other] { $shown } of them have another decision, which would change
}
review-ask-undo = It is one step: Undo takes it back
review-ask-all = All { $shown }
review-ask-open-only = Only the { $shown } not reviewed
review-ask-cancel = Cancel
