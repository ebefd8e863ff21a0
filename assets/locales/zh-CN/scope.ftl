# 查看部分结果时的工具栏。
scope-back = 返回之前的位置
scope-product = 产品 { $product }
scope-leave = { $subject }，离开
scope-next-product = 下一个待审核产品
