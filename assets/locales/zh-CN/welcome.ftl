# 首页。
welcome-title = 找出背景变黑的商品图片
welcome-detail = Blackdrop 会检查整个文件夹的图片，显示透明背景变成黑色的图片，并列成清单供 Excel 使用
welcome-sample = 试用示例
welcome-sample-hint = 扫描一个小型的虚构目录，以便试用全部功能
welcome-drop = 也可以把文件夹拖放到此窗口
