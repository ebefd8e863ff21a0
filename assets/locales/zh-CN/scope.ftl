# 查看部分结果时的工具栏。
scope-back = 返回之前的位置
scope-product = 产品 { $product }
scope-leave = { $subject }，离开
scope-next-product = 下一个待审核产品
scope-run = 写入于 { $time }
scope-check-clear = { $shown } 张正常图片的样本
scope-check-flagged = { $shown } 张已标记图片的样本
scope-questions = 这是它的原图吗？
