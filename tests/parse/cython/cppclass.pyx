cdef extern from "<vector>" namespace "std" nogil:
    cdef cppclass vector[T, ALLOCATOR=*]:
        """Doc."""
        ctypedef T value_type
        ctypedef size_t size_type
        cppclass iterator:
            T& operator*()
            iterator operator++()
            iterator operator--()
            iterator operator+(size_type)
            bint operator==(iterator)
        cppclass reverse_iterator(iterator)
        enum Mode:
            A
        struct Inner:
            int x
        vector() except +
        vector(vector&) except +
        vector(T *first, T *last) except +MemoryError
        T& operator[](size_type)
        R operator()(int)
        vector& operator=(const vector&)
        bint operator bool()
        bint operator!()
        T& at(size_type) except +
        iterator begin() const
        void push_back(T&) except +
        T operator,(T)
        @staticmethod
        int s[U](U x)
        pair[iterator, bint] insert(T) except +
        vector[T].iterator nested()
        int field
        pass
    cdef cppclass Empty:
        pass
    cdef cppclass Forward "ns::Forward" [T](Base[T], Other)
    T* f[T](T x)
cdef cppclass Own(Base) nogil:
    int x
    __init__(int a): this.x = a
    int get() const:
        return this.x
cdef vector[int] *v = new vector[int](3, 4)
cdef enum class E: A
