# distutils: language = c++
from libcpp.vector cimport vector
cdef extern from "node.h":
    cdef cppclass Node:
        Node(int)
        int key
cdef class Owner:
    cdef vector[Node*] nodes
    def add(self, int k):
        cdef Node *x = new Node(k)
        self.nodes.push_back(x)
    def __dealloc__(self):
        cdef size_t i
        for i in range(self.nodes.size()):
            del self.nodes[i]
