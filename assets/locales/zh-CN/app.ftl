# 程序本身及其标题。
app-name = Blackdrop
app-title-found = 已找到 { $shown } 张
app-title-paused = 已暂停
