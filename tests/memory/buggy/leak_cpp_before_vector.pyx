# distutils: language = c++
from libcpp.vector cimport vector
cdef extern from "node.h":
    cdef cppclass Node:
        Node(int)
        int key
cdef int count(int n):
    cdef vector[Node*] nodes
    cdef Node *x
    cdef int i
    x = new Node(0)     # expect: leak
    if x.key > n:
        return 0
    nodes.push_back(x)
    for i in range(nodes.size()):
        del nodes[i]
    return 1
