# 系统没有文件对话框时，在窗口中询问路径。
prompt-why = 此系统没有文件对话框，请输入路径
prompt-cancel = 取消
prompt-folder = 文件夹
prompt-folder-title = 选择文件夹
prompt-folder-accept = 使用此文件夹
prompt-file = 文件
prompt-file-title = 导出到文件
prompt-file-accept = 导出
prompt-exists = 已有同名文件
prompt-replace = 替换
