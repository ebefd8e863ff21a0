# 批量任务的进度。
job-finding = 正在查找原图：已查看 { $shown } 个文件
job-looking = 正在查看原图 { $done } / { $total }
job-searching = 正在按内容查找 { $done } / { $total }
job-proving = 正在验证 { $done } / { $total }
job-repairing = 正在修复 { $done } / { $total }
job-preparing-repair = 正在准备修复…
job-preparing-undo = 正在准备撤销…
job-packing = 正在保存交接包：{ $share }
job-undoing = 正在撤销 { $done } / { $total }
job-rate = { $rate } 张/秒
job-left = 剩余 { $time }
job-paused = 已暂停
job-stopping = 正在停止…
job-bar = 此任务的进度
job-pause-name = 暂停此任务
job-resume-name = 继续此任务
job-stop-name = 停止此任务
