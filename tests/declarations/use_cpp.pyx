# distutils: language=c++
"""libcpp: containers, algorithms, smart pointers, and the functions that know of the GIL."""

from cython.operator cimport dereference as deref, preincrement as inc, postincrement as post
from libc.stdint cimport uint32_t
from libcpp cimport bool as cbool, nullptr
from libcpp.algorithm cimport count_if, find, lower_bound, max_element, reverse, sort, transform, unique
from libcpp.any cimport any as cany, any_cast
from libcpp.atomic cimport atomic, memory_order_relaxed
from libcpp.bit cimport bit_cast, popcount
from libcpp.cast cimport dynamic_cast
from libcpp.cmath cimport hypot, isnan, pow as cpow
from libcpp.complex cimport abs as complex_abs, complex as cpp_complex
from libcpp.condition_variable cimport condition_variable, py_safe_object_wait, py_safe_wait
from libcpp.deque cimport deque
from libcpp.exception cimport (
    delegate_to_exception_handlers, exception_ptr, exception_ptr_error_handler, make_exception_ptr,
    rethrow_exception, runtime_error, wrapped_exception_ptr_from_exception)
from libcpp.forward_list cimport forward_list
from libcpp.functional cimport function, greater
from libcpp.future cimport future, promise
from libcpp.iterator cimport back_inserter, distance
from libcpp.latch cimport latch
from libcpp.limits cimport numeric_limits
from libcpp.list cimport list as cpp_list
from libcpp.map cimport map as cpp_map, multimap
from libcpp.memory cimport make_shared, make_unique, shared_ptr, unique_ptr, weak_ptr
from libcpp.mutex cimport (
    mutex, once_flag, py_safe_call_object_once, py_safe_call_once, py_safe_construct_unique_lock, py_safe_lock,
    py_safe_once_flag, unique_lock)
from libcpp.numeric cimport accumulate, gcd, iota, partial_sum
from libcpp.optional cimport make_optional, nullopt, optional
from libcpp.queue cimport priority_queue, queue
from libcpp.random cimport mt19937, uniform_int_distribution
from libcpp.set cimport multiset, set as cpp_set
from libcpp.shared_mutex cimport py_safe_construct_shared_lock, shared_lock, shared_mutex
from libcpp.span cimport span
from libcpp.stack cimport stack
from libcpp.stop_token cimport python_stop_callback_holder, stop_source
from libcpp.string cimport npos, stoi, string, to_string
from libcpp.string_view cimport string_view
from libcpp.typeinfo cimport type_info
from libcpp.unordered_map cimport unordered_map
from libcpp.unordered_set cimport unordered_set
from libcpp.utility cimport move, pair
from libcpp.vector cimport vector

import threading


cdef cbool is_even(int x) noexcept nogil:
    return x % 2 == 0


cdef int twice(int x) noexcept nogil:
    return 2 * x


def vectors():
    """
    >>> vectors()
    ([9, 3, 1], 3, 9, 13, [3, 1])
    """
    cdef vector[int] v = [3, 1]
    v.push_back(9)
    sort(v.begin(), v.end())
    reverse(v.begin(), v.end())
    cdef int total = 0
    for x in v:
        total += x
    cdef vector[int] tail = vector[int](v.begin() + 1, v.end())
    return v, v.size(), deref(max_element(v.begin(), v.end())), total, tail


def out_of_range():
    """
    >>> out_of_range()
    'caught'
    """
    cdef vector[int] v
    try:
        return v.at(3)
    except IndexError:
        return "caught"


def algorithms():
    """
    >>> algorithms()
    (2, True, 2, [2, 4, 6, 8], [1, 3, 6, 10], 10, 6)
    """
    cdef vector[int] v = [1, 2, 3, 4]
    cdef vector[int] doubled, sums
    transform(v.begin(), v.end(), back_inserter(doubled), twice)
    partial_sum(v.begin(), v.end(), back_inserter(sums))
    return (count_if(v.begin(), v.end(), is_even), find(v.begin(), v.end(), 9) == v.end(),
            lower_bound(v.begin(), v.end(), 3) - v.begin(), doubled, sums, accumulate(v.begin(), v.end(), 0),
            gcd[int](12, 18))


def maps():
    """
    >>> maps()
    (2, 5, [(1, 5), (2, 7)], True, 0, {1: 5, 2: 7})
    """
    cdef cpp_map[int, int] m
    m[1] = 5
    m.insert(pair[int, int](2, 7))
    seen = []
    cdef cpp_map[int, int].iterator it = m.begin()
    while it != m.end():
        seen.append((deref(it).first, deref(it).second))
        inc(it)
    count = 0
    for item in m:
        count += item.first
    assert count == 3
    result = m.size(), m.at(1), seen, m.find(3) == m.end(), m.count(9), m
    return result


def other_containers():
    """
    >>> other_containers()
    ([1, 2], [0, 3], {1, 2}, 2, 3, {5: 6}, {8}, 2)
    """
    cdef deque[int] d
    cdef cpp_list[int] l
    cdef cpp_set[int] s
    cdef multiset[int] ms
    cdef multimap[int, int] mm
    cdef unordered_map[int, int] um
    cdef unordered_set[int] us
    cdef forward_list[int] fl
    d.push_back(2)
    d.push_front(1)
    l.push_back(3)
    l.push_front(0)
    s.insert(1)
    assert s.insert(2).second
    assert not s.insert(2).second
    ms.insert(4)
    ms.insert(4)
    mm.insert(pair[int, int](1, 1))
    mm.insert(pair[int, int](1, 2))
    mm.insert(pair[int, int](2, 2))
    um[5] = 6
    us.insert(8)
    fl.push_front(2)
    return [x for x in d], l, s, ms.count(4), mm.size(), um, us, fl.front()


def adaptors():
    """
    >>> adaptors()
    (1, 9, 2)
    """
    cdef queue[int] q
    cdef priority_queue[int] p
    cdef stack[int] s
    for i in (1, 9, 2):
        q.push(i)
        p.push(i)
        s.push(i)
    return q.front(), p.top(), s.top()


def strings():
    """
    >>> strings()
    (b'hello world', 11, 4, True, b'world', 42, b'7', b'lo', 3)
    """
    cdef string s = string(b"hello")
    s.append(string(b" world"))
    cdef string_view view = string_view(s.c_str(), s.size())
    return (s, s.size(), s.find(<char>b"o"), s.find(<char>b"z") == npos, s.substr(6), stoi(string(b"42")), to_string(7),
            string(view.substr(3, 2)), view.find(<char>b"l", 3))


def smart_pointers():
    """
    >>> smart_pointers()
    (5, False, 2, 1, 6)
    """
    cdef unique_ptr[int] u = make_unique[int](5)
    cdef unique_ptr[int] moved = move(u)
    cdef shared_ptr[int] s = make_shared[int](6)
    cdef shared_ptr[int] t = s
    cdef weak_ptr[int] w = weak_ptr[int](s)
    owners = s.use_count()
    t.reset()
    return deref(moved), u.get() != NULL, owners, s.use_count(), deref(w.lock())


def values():
    """
    >>> values()
    (3, 7, False, 2147483647, 3, 5.0, 5.0, 8.0)
    """
    cdef optional[int] o = make_optional[int](3)
    cdef optional[int] none
    cdef cany a
    a = 7
    cdef cpp_complex[double] c = cpp_complex[double](3, 4)
    return (o.value(), any_cast[int](a), none.has_value(), numeric_limits[int].max(), popcount[uint32_t](7),
            complex_abs(c), hypot(<double>3, <double>4), cpow(<double>2, <double>3))


ctypedef int int_function(int) noexcept nogil


def functions():
    """
    >>> functions()
    (True, False, 1, 0)
    """
    cdef function[int_function] f = function[int_function](twice)
    cdef greater[int] g
    cdef function[int_function] empty
    return g(2, 1), g(1, 2), (1 if f else 0), (1 if empty else 0)


def random_numbers():
    """
    >>> random_numbers()
    True
    """
    cdef mt19937 engine = mt19937(42)
    cdef uniform_int_distribution[int] dice = uniform_int_distribution[int](1, 6)
    first = engine()
    return all([1 <= dice(engine) <= 6 for _ in range(20)]) and first == 1608637542


def spans():
    """
    >>> spans()
    (3, 2, [2, 3])
    """
    cdef vector[int] v = [1, 2, 3]
    cdef span[int] whole = span[int](v)
    cdef span[int] part = whole.subspan(1)
    return whole.size(), part.size(), [part[i] for i in range(2)]


def atomics(n):
    """
    >>> atomics(4)
    400
    """
    cdef atomic[int] counter
    counter.store(0)

    def work():
        for _ in range(100):
            counter.fetch_add(1, memory_order_relaxed)

    in_threads(n, work)
    return counter.load()


def in_threads(n, work):
    threads = [threading.Thread(target=work) for _ in range(n)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def locks(n):
    """
    >>> locks(4)
    (400, 400)
    """
    cdef mutex m, m2
    cdef shared_mutex shared
    cdef int first = 0, second = 0

    def work():
        nonlocal first, second
        cdef unique_lock[mutex] lock
        cdef shared_lock[shared_mutex] reader
        for _ in range(100):
            lock = py_safe_construct_unique_lock(m)
            first += 1
            lock.unlock()
            py_safe_lock(m, m2)
            second += 1
            m.unlock()
            m2.unlock()
            reader = py_safe_construct_shared_lock(shared)
            reader.unlock()

    in_threads(n, work)
    return first, second


def once_object(n):
    """
    >>> once_object(4)
    ['TypeError', 'called']
    """
    cdef py_safe_once_flag flag
    log = []

    def fail():
        raise TypeError("not now")

    try:
        py_safe_call_object_once(flag, fail)
    except TypeError as error:
        log.append(type(error).__name__)

    def work():
        py_safe_call_object_once(flag, lambda: log.append("called"))

    in_threads(n, work)
    return log


cdef int once_calls = 0


cdef void count_call(int by) noexcept:
    global once_calls
    once_calls += by


def once_function():
    """
    >>> once_function()
    3
    """
    global once_calls
    cdef py_safe_once_flag flag
    once_calls = 0
    for _ in range(3):
        py_safe_call_once(flag, count_call, 3)
    return once_calls


def condition():
    """
    >>> condition()
    [1, 'ready']
    """
    cdef condition_variable cv
    cdef mutex m
    log = []

    def waiter():
        cdef unique_lock[mutex] lock = py_safe_construct_unique_lock(m)
        py_safe_object_wait(cv, lock, lambda: bool(log))
        log.append("ready")

    thread = threading.Thread(target=waiter)
    thread.start()
    cdef unique_lock[mutex] lock = py_safe_construct_unique_lock(m)
    log.append(1)
    lock.unlock()
    cv.notify_all()
    thread.join()
    return log


def condition_error():
    """
    >>> condition_error()
    Traceback (most recent call last):
    KeyError: 'missing'
    """
    cdef condition_variable cv
    cdef mutex m
    cdef unique_lock[mutex] lock = py_safe_construct_unique_lock(m)
    py_safe_object_wait(cv, lock, lambda: {}["missing"])


def stopping():
    """
    >>> stopping()
    ['stopped']
    """
    cdef stop_source source
    cdef python_stop_callback_holder holder
    log = []
    holder.initialize(source.get_token(), lambda: log.append("stopped"))

    def work():
        source.request_stop()

    in_threads(1, work)
    return log


def futures():
    """
    >>> futures()
    12
    """
    cdef promise[int] p
    cdef future[int] f = p.get_future()
    p.set_value(12)
    return f.get()


cdef void on_runtime_error(const runtime_error &error) except *:
    raise LookupError(error.what())


cdef void handler() except *:
    delegate_to_exception_handlers(on_runtime_error)


cdef extern from *:
    """
    #include <stdexcept>
    static void throw_runtime_error() { throw std::runtime_error("from C++"); }
    """
    void throw_wrapped "throw_runtime_error" () except +exception_ptr_error_handler
    void throw_delegated "throw_runtime_error" () except +handler


def exception_pointers():
    """
    >>> exception_pointers()
    Traceback (most recent call last):
    RuntimeError: from C++
    """
    cdef exception_ptr held
    try:
        throw_wrapped()
    except Exception as error:
        held = wrapped_exception_ptr_from_exception(error)
    rethrow_exception(held)


def not_wrapped():
    """
    >>> not_wrapped()
    Traceback (most recent call last):
    ValueError: the exception holds no C++ exception
    """
    wrapped_exception_ptr_from_exception(KeyError(1))


def delegated():
    """
    >>> delegated()
    Traceback (most recent call last):
    LookupError: b'from C++'
    """
    throw_delegated()
