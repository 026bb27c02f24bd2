# datetime.h: "DateTime Objects" in the Python/C API reference manual.
#
#     from cpython.datetime cimport import_datetime, datetime_new, date
#     import_datetime()
#
# import_datetime() must have run before anything else here, the checks included.

from cpython.object cimport PyObject, PyTypeObject

cdef extern from *:
    """
    #include <datetime.h>
    /* CPython 3.10 made these public. */
    #ifndef PyDateTime_TIME_GET_TZINFO
    #define PyDateTime_TIME_GET_TZINFO(o) \\
        (((PyDateTime_Time *)(o))->hastzinfo ? ((PyDateTime_Time *)(o))->tzinfo : Py_None)
    #endif
    #ifndef PyDateTime_DATE_GET_TZINFO
    #define PyDateTime_DATE_GET_TZINFO(o) \\
        (((PyDateTime_DateTime *)(o))->hastzinfo ? ((PyDateTime_DateTime *)(o))->tzinfo : Py_None)
    #endif
    static inline int pyxide_import_datetime(void) {
        PyDateTime_IMPORT;
        return PyDateTimeAPI == NULL ? -1 : 0;
    }
    """

    # ---- Layout ------------------------------------------------------------------------------------------

    ctypedef struct PyDateTime_Date:
        pass

    ctypedef struct PyDateTime_Time:
        unsigned char fold
        char hastzinfo
        PyObject *tzinfo  # only where hastzinfo is not 0

    ctypedef struct PyDateTime_DateTime:
        unsigned char fold
        char hastzinfo
        PyObject *tzinfo  # only where hastzinfo is not 0

    ctypedef struct PyDateTime_Delta:
        int days
        int seconds
        int microseconds

    # ---- Fields. Macros that check nothing. ------------------------------------------------------------------

    # date and datetime
    int PyDateTime_GET_YEAR(object o)
    int PyDateTime_GET_MONTH(object o)
    int PyDateTime_GET_DAY(object o)

    # datetime
    int PyDateTime_DATE_GET_HOUR(object o)
    int PyDateTime_DATE_GET_MINUTE(object o)
    int PyDateTime_DATE_GET_SECOND(object o)
    int PyDateTime_DATE_GET_MICROSECOND(object o)
    int PyDateTime_DATE_GET_FOLD(object o)
    # Borrowed; None for a naive one.
    PyObject *PyDateTime_DATE_GET_TZINFO(object o)

    # time
    int PyDateTime_TIME_GET_HOUR(object o)
    int PyDateTime_TIME_GET_MINUTE(object o)
    int PyDateTime_TIME_GET_SECOND(object o)
    int PyDateTime_TIME_GET_MICROSECOND(object o)
    int PyDateTime_TIME_GET_FOLD(object o)
    PyObject *PyDateTime_TIME_GET_TZINFO(object o)

    # timedelta
    int PyDateTime_DELTA_GET_DAYS(object o)
    int PyDateTime_DELTA_GET_SECONDS(object o)
    int PyDateTime_DELTA_GET_MICROSECONDS(object o)

    # ---- Classes -----------------------------------------------------------------------------------------

    ctypedef class datetime.date [object PyDateTime_Date]:
        @property
        cdef inline int year(self) noexcept:
            return PyDateTime_GET_YEAR(self)

        @property
        cdef inline int month(self) noexcept:
            return PyDateTime_GET_MONTH(self)

        @property
        cdef inline int day(self) noexcept:
            return PyDateTime_GET_DAY(self)

    ctypedef class datetime.time [object PyDateTime_Time]:
        @property
        cdef inline int hour(self) noexcept:
            return PyDateTime_TIME_GET_HOUR(self)

        @property
        cdef inline int minute(self) noexcept:
            return PyDateTime_TIME_GET_MINUTE(self)

        @property
        cdef inline int second(self) noexcept:
            return PyDateTime_TIME_GET_SECOND(self)

        @property
        cdef inline int microsecond(self) noexcept:
            return PyDateTime_TIME_GET_MICROSECOND(self)

        @property
        cdef inline object tzinfo(self):
            return <object>PyDateTime_TIME_GET_TZINFO(self)

        @property
        cdef inline int fold(self) noexcept:
            return PyDateTime_TIME_GET_FOLD(self)

    ctypedef class datetime.datetime [object PyDateTime_DateTime]:
        @property
        cdef inline int year(self) noexcept:
            return PyDateTime_GET_YEAR(self)

        @property
        cdef inline int month(self) noexcept:
            return PyDateTime_GET_MONTH(self)

        @property
        cdef inline int day(self) noexcept:
            return PyDateTime_GET_DAY(self)

        @property
        cdef inline int hour(self) noexcept:
            return PyDateTime_DATE_GET_HOUR(self)

        @property
        cdef inline int minute(self) noexcept:
            return PyDateTime_DATE_GET_MINUTE(self)

        @property
        cdef inline int second(self) noexcept:
            return PyDateTime_DATE_GET_SECOND(self)

        @property
        cdef inline int microsecond(self) noexcept:
            return PyDateTime_DATE_GET_MICROSECOND(self)

        @property
        cdef inline object tzinfo(self):
            return <object>PyDateTime_DATE_GET_TZINFO(self)

        @property
        cdef inline int fold(self) noexcept:
            return PyDateTime_DATE_GET_FOLD(self)

    ctypedef class datetime.timedelta [object PyDateTime_Delta]:
        @property
        cdef inline int day(self) noexcept:
            return PyDateTime_DELTA_GET_DAYS(self)

        @property
        cdef inline int second(self) noexcept:
            return PyDateTime_DELTA_GET_SECONDS(self)

        @property
        cdef inline int microsecond(self) noexcept:
            return PyDateTime_DELTA_GET_MICROSECONDS(self)

    ctypedef class datetime.tzinfo [object PyDateTime_TZInfo]:
        pass

    bint PyDate_Check(object op)
    bint PyDate_CheckExact(object op)
    bint PyDateTime_Check(object op)
    bint PyDateTime_CheckExact(object op)
    bint PyTime_Check(object op)
    bint PyTime_CheckExact(object op)
    bint PyDelta_Check(object op)
    bint PyDelta_CheckExact(object op)
    bint PyTZInfo_Check(object op)
    bint PyTZInfo_CheckExact(object op)

    # ---- The table that the capsule datetime.datetime_CAPI holds -------------------------------------------------

    ctypedef struct PyDateTime_CAPI:
        PyTypeObject *DateType
        PyTypeObject *DateTimeType
        PyTypeObject *TimeType
        PyTypeObject *DeltaType
        PyTypeObject *TZInfoType
        PyObject *TimeZone_UTC

        # Each function ends in the class to make, the type above or a subclass of it, whose object it
        # answers.
        object (*Date_FromDate)(int year, int month, int day, PyTypeObject *cls)
        object (*DateTime_FromDateAndTime)(
            int year, int month, int day, int hour, int minute, int second, int usecond,
            object tz, PyTypeObject *cls)
        object (*DateTime_FromDateAndTimeAndFold)(
            int year, int month, int day, int hour, int minute, int second, int usecond,
            object tz, int fold, PyTypeObject *cls)
        object (*Time_FromTime)(int hour, int minute, int second, int usecond, object tz, PyTypeObject *cls)
        object (*Time_FromTimeAndFold)(
            int hour, int minute, int second, int usecond, object tz, int fold, PyTypeObject *cls)
        object (*Delta_FromDelta)(int days, int seconds, int useconds, int normalize, PyTypeObject *cls)
        object (*TimeZone_FromTimeZone)(object offset, PyObject *name)
        object (*DateTime_FromTimestamp)(PyObject *cls, object args, PyObject *kw)
        object (*Date_FromTimestamp)(PyObject *cls, object args)

    # NULL until PyDateTime_IMPORT has run.
    PyDateTime_CAPI *PyDateTimeAPI
    int PyDateTime_IMPORT "pyxide_import_datetime" () except -1

    # Borrowed.
    PyObject *PyDateTime_TimeZone_UTC

    # ---- Making ---------------------------------------------------------------------------------------------------

    object PyDate_FromDate(int year, int month, int day)
    object PyDateTime_FromDateAndTime(int year, int month, int day, int hour, int minute, int second, int usecond)
    object PyDateTime_FromDateAndTimeAndFold(
        int year, int month, int day, int hour, int minute, int second, int usecond, int fold)
    object PyTime_FromTime(int hour, int minute, int second, int usecond)
    object PyTime_FromTimeAndFold(int hour, int minute, int second, int usecond, int fold)
    object PyDelta_FromDSU(int days, int seconds, int useconds)
    object PyTimeZone_FromOffset(object offset)
    object PyTimeZone_FromOffsetAndName(object offset, object name)

    # args: the tuple that fromtimestamp() takes.
    object PyDateTime_FromTimeStamp "PyDateTime_FromTimestamp" (object args)
    object PyDate_FromTimeStamp "PyDate_FromTimestamp" (object args)


cdef inline void import_datetime() except *:
    """Fetch the table. Call it once, in the module's body."""
    PyDateTime_IMPORT()


# ---- Making, with Python's defaults -----------------------------------------------------------------------------------

cdef inline date date_new(int year, int month, int day):
    return <date>PyDateTimeAPI.Date_FromDate(year, month, day, PyDateTimeAPI.DateType)


cdef inline time time_new(int hour, int minute, int second, int microsecond, object tz, int fold=0):
    return <time>PyDateTimeAPI.Time_FromTimeAndFold(
        hour, minute, second, microsecond, tz, fold, PyDateTimeAPI.TimeType)


cdef inline datetime datetime_new(int year, int month, int day, int hour, int minute, int second,
                                  int microsecond, object tz, int fold=0):
    return <datetime>PyDateTimeAPI.DateTime_FromDateAndTimeAndFold(
        year, month, day, hour, minute, second, microsecond, tz, fold, PyDateTimeAPI.DateTimeType)


cdef inline timedelta timedelta_new(int days, int seconds, int useconds):
    return <timedelta>PyDateTimeAPI.Delta_FromDelta(days, seconds, useconds, 1, PyDateTimeAPI.DeltaType)


cdef inline object timezone_new(object offset, object name=None):
    return PyDateTimeAPI.TimeZone_FromTimeZone(offset, NULL if name is None else <PyObject *>name)


cdef inline datetime datetime_from_timestamp(timestamp, tz=None):
    args = (timestamp,) if tz is None else (timestamp, tz)
    return <datetime>PyDateTimeAPI.DateTime_FromTimestamp(<PyObject *>PyDateTimeAPI.DateTimeType, args, NULL)


cdef inline date date_from_timestamp(timestamp):
    return <date>PyDateTimeAPI.Date_FromTimestamp(<PyObject *>PyDateTimeAPI.DateType, (timestamp,))


cdef inline object get_utc():
    """datetime.timezone.utc"""
    return <object>PyDateTimeAPI.TimeZone_UTC


# ---- Fields of an object whose class the caller knows -------------------------------------------------------------------

cdef inline int date_year(object o) noexcept:
    return PyDateTime_GET_YEAR(o)


cdef inline int date_month(object o) noexcept:
    return PyDateTime_GET_MONTH(o)


cdef inline int date_day(object o) noexcept:
    return PyDateTime_GET_DAY(o)


cdef inline int datetime_year(object o) noexcept:
    return PyDateTime_GET_YEAR(o)


cdef inline int datetime_month(object o) noexcept:
    return PyDateTime_GET_MONTH(o)


cdef inline int datetime_day(object o) noexcept:
    return PyDateTime_GET_DAY(o)


cdef inline int datetime_hour(object o) noexcept:
    return PyDateTime_DATE_GET_HOUR(o)


cdef inline int datetime_minute(object o) noexcept:
    return PyDateTime_DATE_GET_MINUTE(o)


cdef inline int datetime_second(object o) noexcept:
    return PyDateTime_DATE_GET_SECOND(o)


cdef inline int datetime_microsecond(object o) noexcept:
    return PyDateTime_DATE_GET_MICROSECOND(o)


cdef inline int datetime_fold(object o) noexcept:
    return PyDateTime_DATE_GET_FOLD(o)


cdef inline object datetime_tzinfo(object o):
    return <object>PyDateTime_DATE_GET_TZINFO(o)


cdef inline int time_hour(object o) noexcept:
    return PyDateTime_TIME_GET_HOUR(o)


cdef inline int time_minute(object o) noexcept:
    return PyDateTime_TIME_GET_MINUTE(o)


cdef inline int time_second(object o) noexcept:
    return PyDateTime_TIME_GET_SECOND(o)


cdef inline int time_microsecond(object o) noexcept:
    return PyDateTime_TIME_GET_MICROSECOND(o)


cdef inline int time_fold(object o) noexcept:
    return PyDateTime_TIME_GET_FOLD(o)


cdef inline object time_tzinfo(object o):
    return <object>PyDateTime_TIME_GET_TZINFO(o)


cdef inline int timedelta_days(object o) noexcept:
    return PyDateTime_DELTA_GET_DAYS(o)


cdef inline int timedelta_seconds(object o) noexcept:
    return PyDateTime_DELTA_GET_SECONDS(o)


cdef inline int timedelta_microseconds(object o) noexcept:
    return PyDateTime_DELTA_GET_MICROSECONDS(o)


cdef inline double total_seconds(timedelta obj) noexcept:
    """The method of the same name. Exactly rounded for less than 285 years."""
    cdef long long seconds = PyDateTime_DELTA_GET_DAYS(obj) * 86400LL + PyDateTime_DELTA_GET_SECONDS(obj)
    cdef int microseconds = PyDateTime_DELTA_GET_MICROSECONDS(obj)
    if -9007199254 < seconds < 9007199254:
        # Below 2**53 microseconds: one division, one rounding.
        return <double>(seconds * 1000000 + microseconds) / 1e6
    return <double>seconds + microseconds / 1e6
