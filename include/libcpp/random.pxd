# <random>: C++17 (ISO/IEC 14882:2017), 29.6 "Random number generation".
#
# An engine is one thread's at a time. The default constructor of a distribution stands for the standard
# parameters (0 and 1, as a rule).

from libc.stdint cimport uint_fast32_t, uint_fast64_t

cdef extern from "<random>" namespace "std" nogil:
    # ---- 29.6.6 The system's source of random numbers ----------------------------------------------------

    cdef cppclass random_device:
        ctypedef uint_fast32_t result_type
        random_device() except +
        result_type operator()() except +

    # ---- 29.6.5 Engines ------------------------------------------------------------------------------------

    cdef cppclass mt19937:
        ctypedef uint_fast32_t result_type
        mt19937() except +
        mt19937(result_type seed) except +
        result_type operator()() except +
        result_type min() except +
        result_type max() except +
        void seed(result_type value) except +
        void discard(size_t z) except +

    cdef cppclass mt19937_64:
        ctypedef uint_fast64_t result_type
        mt19937_64() except +
        mt19937_64(result_type seed) except +
        result_type operator()() except +
        result_type min() except +
        result_type max() except +
        void seed(result_type value) except +
        void discard(size_t z) except +

    # ---- 29.6.8.2 Uniform distributions ----------------------------------------------------------

    cdef cppclass uniform_int_distribution[T]:
        ctypedef T result_type
        uniform_int_distribution() except +
        uniform_int_distribution(T a, T b) except +
        void reset()
        result_type operator()[Generator](Generator &g) except +
        result_type min() except +
        result_type max() except +

    cdef cppclass uniform_real_distribution[T]:
        ctypedef T result_type
        uniform_real_distribution() except +
        uniform_real_distribution(T a, T b) except +
        void reset()
        result_type operator()[Generator](Generator &g) except +
        result_type min() except +
        result_type max() except +

    # ---- 29.6.8.3 Bernoulli distributions --------------------------------------------------------

    cdef cppclass bernoulli_distribution:
        ctypedef bint result_type
        bernoulli_distribution() except +
        bernoulli_distribution(double p) except +
        void reset()
        result_type operator()[Generator](Generator &g) except +
        result_type min() except +
        result_type max() except +

    cdef cppclass binomial_distribution[T]:
        ctypedef T result_type
        binomial_distribution() except +
        binomial_distribution(T t, double p) except +
        void reset()
        result_type operator()[Generator](Generator &g) except +
        result_type min() except +
        result_type max() except +

    cdef cppclass geometric_distribution[T]:
        ctypedef T result_type
        geometric_distribution() except +
        geometric_distribution(double p) except +
        void reset()
        result_type operator()[Generator](Generator &g) except +
        result_type min() except +
        result_type max() except +

    cdef cppclass negative_binomial_distribution[T]:
        ctypedef T result_type
        negative_binomial_distribution() except +
        negative_binomial_distribution(T k, double p) except +
        void reset()
        result_type operator()[Generator](Generator &g) except +
        result_type min() except +
        result_type max() except +

    # ---- 29.6.8.4 Poisson distributions ----------------------------------------------------------

    cdef cppclass poisson_distribution[T]:
        ctypedef T result_type
        poisson_distribution() except +
        poisson_distribution(double mean) except +
        void reset()
        result_type operator()[Generator](Generator &g) except +
        result_type min() except +
        result_type max() except +

    cdef cppclass exponential_distribution[T]:
        ctypedef T result_type
        exponential_distribution() except +
        exponential_distribution(T lambda_) except +
        void reset()
        result_type operator()[Generator](Generator &g) except +
        result_type min() except +
        result_type max() except +

    cdef cppclass gamma_distribution[T]:
        ctypedef T result_type
        gamma_distribution() except +
        gamma_distribution(T alpha, T beta) except +
        void reset()
        result_type operator()[Generator](Generator &g) except +
        result_type min() except +
        result_type max() except +

    cdef cppclass weibull_distribution[T]:
        ctypedef T result_type
        weibull_distribution() except +
        weibull_distribution(T a, T b) except +
        void reset()
        result_type operator()[Generator](Generator &g) except +
        result_type min() except +
        result_type max() except +

    cdef cppclass extreme_value_distribution[T]:
        ctypedef T result_type
        extreme_value_distribution() except +
        extreme_value_distribution(T a, T b) except +
        void reset()
        result_type operator()[Generator](Generator &g) except +
        result_type min() except +
        result_type max() except +

    # ---- 29.6.8.5 Normal distributions -----------------------------------------------------------

    cdef cppclass normal_distribution[T]:
        ctypedef T result_type
        normal_distribution() except +
        normal_distribution(T mean, T stddev) except +
        void reset()
        result_type operator()[Generator](Generator &g) except +
        result_type min() except +
        result_type max() except +

    cdef cppclass lognormal_distribution[T]:
        ctypedef T result_type
        lognormal_distribution() except +
        lognormal_distribution(T m, T s) except +
        void reset()
        result_type operator()[Generator](Generator &g) except +
        result_type min() except +
        result_type max() except +

    cdef cppclass chi_squared_distribution[T]:
        ctypedef T result_type
        chi_squared_distribution() except +
        chi_squared_distribution(T n) except +
        void reset()
        result_type operator()[Generator](Generator &g) except +
        result_type min() except +
        result_type max() except +

    cdef cppclass cauchy_distribution[T]:
        ctypedef T result_type
        cauchy_distribution() except +
        cauchy_distribution(T a, T b) except +
        void reset()
        result_type operator()[Generator](Generator &g) except +
        result_type min() except +
        result_type max() except +

    cdef cppclass fisher_f_distribution[T]:
        ctypedef T result_type
        fisher_f_distribution() except +
        fisher_f_distribution(T m, T n) except +
        void reset()
        result_type operator()[Generator](Generator &g) except +
        result_type min() except +
        result_type max() except +

    cdef cppclass student_t_distribution[T]:
        ctypedef T result_type
        student_t_distribution() except +
        student_t_distribution(T n) except +
        void reset()
        result_type operator()[Generator](Generator &g) except +
        result_type min() except +
        result_type max() except +
