# Python.h: "Unicode Objects and Codecs" in the Python/C API reference manual (unicodeobject.h,
# cpython/unicodeobject.h).
#
# A result is new unless it says that it points into the object. Where an `errors` argument is NULL
# the policy is "strict".

from libc.stddef cimport wchar_t

cdef extern from "Python.h":
    ctypedef unsigned char Py_UCS1
    ctypedef unsigned short Py_UCS2

    bint PyUnicode_Check(object o)
    bint PyUnicode_CheckExact(object o)

    # ---- Inside a string: macros that check nothing -----------------------------------------------

    Py_ssize_t PyUnicode_GET_LENGTH(object o)
    unsigned int PyUnicode_KIND(object o)
    int PyUnicode_1BYTE_KIND, PyUnicode_2BYTE_KIND, PyUnicode_4BYTE_KIND
    int PyUnicode_WCHAR_KIND  # before 3.12
    # These point into the object.
    void *PyUnicode_DATA(object o)
    Py_UCS1 *PyUnicode_1BYTE_DATA(object o)
    Py_UCS2 *PyUnicode_2BYTE_DATA(object o)
    Py_UCS4 *PyUnicode_4BYTE_DATA(object o)
    Py_UCS4 PyUnicode_READ(int kind, const void *data, Py_ssize_t index)
    Py_UCS4 PyUnicode_READ_CHAR(object o, Py_ssize_t index)
    # Only into a new string that nobody else has seen.
    void PyUnicode_WRITE(int kind, void *data, Py_ssize_t index, Py_UCS4 value)
    Py_UCS4 PyUnicode_MAX_CHAR_VALUE(object o)
    bint PyUnicode_IS_ASCII(object o)
    int PyUnicode_READY(object o) except -1

    # ---- Characters. Macros and table look-ups that need no Python object. -------------------------

    bint Py_UNICODE_ISSPACE(Py_UCS4 ch) nogil
    bint Py_UNICODE_ISLOWER(Py_UCS4 ch) nogil
    bint Py_UNICODE_ISUPPER(Py_UCS4 ch) nogil
    bint Py_UNICODE_ISTITLE(Py_UCS4 ch) nogil
    bint Py_UNICODE_ISLINEBREAK(Py_UCS4 ch) nogil
    bint Py_UNICODE_ISDECIMAL(Py_UCS4 ch) nogil
    bint Py_UNICODE_ISDIGIT(Py_UCS4 ch) nogil
    bint Py_UNICODE_ISNUMERIC(Py_UCS4 ch) nogil
    bint Py_UNICODE_ISALPHA(Py_UCS4 ch) nogil
    bint Py_UNICODE_ISALNUM(Py_UCS4 ch) nogil
    bint Py_UNICODE_ISPRINTABLE(Py_UCS4 ch) nogil
    Py_UCS4 Py_UNICODE_TOLOWER(Py_UCS4 ch) nogil
    Py_UCS4 Py_UNICODE_TOUPPER(Py_UCS4 ch) nogil
    Py_UCS4 Py_UNICODE_TOTITLE(Py_UCS4 ch) nogil
    # -1 where the character has no such value; no exception.
    int Py_UNICODE_TODECIMAL(Py_UCS4 ch) nogil
    int Py_UNICODE_TODIGIT(Py_UCS4 ch) nogil
    double Py_UNICODE_TONUMERIC(Py_UCS4 ch) nogil

    # ---- Making -----------------------------------------------------------------------------------

    # size characters, none above maxchar, not initialised.
    str PyUnicode_New(Py_ssize_t size, Py_UCS4 maxchar)
    str PyUnicode_FromKindAndData(int kind, const void *buffer, Py_ssize_t size)
    # From UTF-8
    str PyUnicode_FromStringAndSize(const char *u, Py_ssize_t size)
    str PyUnicode_FromString(const char *u)
    str PyUnicode_FromFormat(const char *format, ...)
    str PyUnicode_FromOrdinal(int ordinal)
    object PyUnicode_FromObject(object obj)
    object PyUnicode_FromEncodedObject(object o, const char *encoding, const char *errors)
    # size -1: up to the NUL.
    object PyUnicode_FromWideChar(const wchar_t *w, Py_ssize_t size)
    str PyUnicode_InternFromString(const char *v)

    # ---- Single characters ------------------------------------------------------------------------

    Py_ssize_t PyUnicode_GetLength(object unicode) except -1
    Py_UCS4 PyUnicode_ReadChar(object unicode, Py_ssize_t index) except? <Py_UCS4>-1
    int PyUnicode_WriteChar(object unicode, Py_ssize_t index, Py_UCS4 character) except -1
    Py_ssize_t PyUnicode_Fill(object unicode, Py_ssize_t start, Py_ssize_t length, Py_UCS4 fill_char) except -1
    Py_ssize_t PyUnicode_CopyCharacters(object to, Py_ssize_t to_start, object from_, Py_ssize_t from_start,
                                        Py_ssize_t how_many) except -1

    # ---- Copies in C memory ----------------------------------------------------------------------

    Py_UCS4 *PyUnicode_AsUCS4(object u, Py_UCS4 *buffer, Py_ssize_t buflen, bint copy_null) except NULL
    # The caller gives these two back with PyMem_Free.
    Py_UCS4 *PyUnicode_AsUCS4Copy(object u) except NULL
    wchar_t *PyUnicode_AsWideCharString(object o, Py_ssize_t *size) except NULL
    Py_ssize_t PyUnicode_AsWideChar(object o, wchar_t *w, Py_ssize_t size) except -1

    # ---- Methods of str ---------------------------------------------------------------------------

    str PyUnicode_Concat(object left, object right)
    str PyUnicode_Substring(object str, Py_ssize_t start, Py_ssize_t end)
    # sep None (or NULL): white space. maxsplit -1: no limit.
    list PyUnicode_Split(object s, object sep, Py_ssize_t maxsplit)
    list PyUnicode_RSplit(object s, object sep, Py_ssize_t maxsplit)
    list PyUnicode_Splitlines(object s, bint keepend)
    tuple PyUnicode_Partition(object s, object sep)
    tuple PyUnicode_RPartition(object s, object sep)
    str PyUnicode_Translate(object str, object table, const char *errors)
    str PyUnicode_Join(object separator, object seq)
    str PyUnicode_Replace(object str, object substr, object replstr, Py_ssize_t maxcount)
    str PyUnicode_Format(object format, object args)
    bint PyUnicode_IsIdentifier(object o)

    # direction -1 looks at the start or from the end, 1 the other way round.
    Py_ssize_t PyUnicode_Tailmatch(object str, object substr, Py_ssize_t start, Py_ssize_t end,
                                   int direction) except -1
    # -1: not found; -2: an exception.
    Py_ssize_t PyUnicode_Find(object str, object substr, Py_ssize_t start, Py_ssize_t end,
                              int direction) except -2
    Py_ssize_t PyUnicode_FindChar(object str, Py_UCS4 ch, Py_ssize_t start, Py_ssize_t end,
                                  int direction) except -2
    Py_ssize_t PyUnicode_Count(object str, object substr, Py_ssize_t start, Py_ssize_t end) except -1
    int PyUnicode_Contains(object container, object element) except -1

    int PyUnicode_Compare(object left, object right) except? -1
    int PyUnicode_CompareWithASCIIString(object uni, const char *string)
    bint PyUnicode_EqualToUTF8(object unicode, const char *string)  # 3.13+
    bint PyUnicode_EqualToUTF8AndSize(object unicode, const char *string, Py_ssize_t size)  # 3.13+
    object PyUnicode_RichCompare(object left, object right, int op)

    # ---- Codecs -----------------------------------------------------------------------------------

    object PyUnicode_Decode(const char *s, Py_ssize_t size, const char *encoding, const char *errors)
    object PyUnicode_AsEncodedString(object unicode, const char *encoding, const char *errors)

    str PyUnicode_DecodeUTF8(const char *s, Py_ssize_t size, const char *errors)
    str PyUnicode_DecodeUTF8Stateful(const char *s, Py_ssize_t size, const char *errors, Py_ssize_t *consumed)
    bytes PyUnicode_AsUTF8String(object unicode)
    # These point into the object, which keeps the encoded form. size may be NULL; without it a NUL
    # inside goes unnoticed.
    const char *PyUnicode_AsUTF8(object unicode) except NULL
    const char *PyUnicode_AsUTF8AndSize(object unicode, Py_ssize_t *size) except NULL

    # *byteorder: -1 little, 0 native, 1 big endian; set to what was found.
    str PyUnicode_DecodeUTF16(const char *s, Py_ssize_t size, const char *errors, int *byteorder)
    str PyUnicode_DecodeUTF16Stateful(const char *s, Py_ssize_t size, const char *errors, int *byteorder,
                                      Py_ssize_t *consumed)
    bytes PyUnicode_AsUTF16String(object unicode)
    str PyUnicode_DecodeUTF32(const char *s, Py_ssize_t size, const char *errors, int *byteorder)
    str PyUnicode_DecodeUTF32Stateful(const char *s, Py_ssize_t size, const char *errors, int *byteorder,
                                      Py_ssize_t *consumed)
    bytes PyUnicode_AsUTF32String(object unicode)

    str PyUnicode_DecodeLatin1(const char *s, Py_ssize_t size, const char *errors)
    bytes PyUnicode_AsLatin1String(object unicode)
    str PyUnicode_DecodeASCII(const char *s, Py_ssize_t size, const char *errors)
    bytes PyUnicode_AsASCIIString(object o)

    object PyUnicode_DecodeUnicodeEscape(const char *s, Py_ssize_t size, const char *errors)
    object PyUnicode_AsUnicodeEscapeString(object unicode)
    object PyUnicode_DecodeRawUnicodeEscape(const char *s, Py_ssize_t size, const char *errors)
    object PyUnicode_AsRawUnicodeEscapeString(object unicode)

    object PyUnicode_DecodeCharmap(const char *s, Py_ssize_t size, object mapping, const char *errors)
    object PyUnicode_AsCharmapString(object o, object mapping)

    # The encoding of the locale, and that of file names
    str PyUnicode_DecodeLocale(const char *str, const char *errors)
    str PyUnicode_DecodeLocaleAndSize(const char *str, Py_ssize_t size, const char *errors)
    bytes PyUnicode_EncodeLocale(object unicode, const char *errors)
    str PyUnicode_DecodeFSDefault(const char *s)
    str PyUnicode_DecodeFSDefaultAndSize(const char *s, Py_ssize_t size)
    bytes PyUnicode_EncodeFSDefault(object unicode)

    # Windows only
    str PyUnicode_DecodeMBCS(const char *s, Py_ssize_t size, const char *errors)
    str PyUnicode_DecodeMBCSStateful(const char *s, Py_ssize_t size, const char *errors, Py_ssize_t *consumed)
    bytes PyUnicode_AsMBCSString(object o)
    bytes PyUnicode_EncodeCodePage(int code_page, object unicode, const char *errors)

    # ---- Private; before 3.9 -----------------------------------------------------------------------

    size_t Py_UCS4_strlen(const Py_UCS4 *u)
    Py_UCS4 *Py_UCS4_strcpy(Py_UCS4 *s1, const Py_UCS4 *s2)
    Py_UCS4 *Py_UCS4_strncpy(Py_UCS4 *s1, const Py_UCS4 *s2, size_t n)
    Py_UCS4 *Py_UCS4_strcat(Py_UCS4 *s1, const Py_UCS4 *s2)
    int Py_UCS4_strcmp(const Py_UCS4 *s1, const Py_UCS4 *s2)
    int Py_UCS4_strncmp(const Py_UCS4 *s1, const Py_UCS4 *s2, size_t n)
    Py_UCS4 *Py_UCS4_strchr(const Py_UCS4 *s, Py_UCS4 c)
    Py_UCS4 *Py_UCS4_strrchr(const Py_UCS4 *s, Py_UCS4 c)

    # ---- Of the old representation; CPython dropped them in 3.11 and 3.12 --------------------------

    Py_ssize_t PyUnicode_GET_SIZE(object o)
    Py_ssize_t PyUnicode_GET_DATA_SIZE(object o)
    Py_ssize_t PyUnicode_GetSize(object o) except -1
    Py_UNICODE *PyUnicode_AS_UNICODE(object o)
    const char *PyUnicode_AS_DATA(object o)
    Py_UNICODE *PyUnicode_AsUnicode(object o) except NULL
    str PyUnicode_FromUnicode(const Py_UNICODE *u, Py_ssize_t size)
    object PyUnicode_Encode(Py_UNICODE *s, Py_ssize_t size, const char *encoding, const char *errors)
    bytes PyUnicode_EncodeUTF8(Py_UNICODE *s, Py_ssize_t size, const char *errors)
    bytes PyUnicode_EncodeUTF16(Py_UNICODE *s, Py_ssize_t size, const char *errors, int byteorder)
    bytes PyUnicode_EncodeLatin1(Py_UNICODE *s, Py_ssize_t size, const char *errors)
    bytes PyUnicode_EncodeASCII(Py_UNICODE *s, Py_ssize_t size, const char *errors)
    bytes PyUnicode_EncodeMBCS(Py_UNICODE *s, Py_ssize_t size, const char *errors)
    object PyUnicode_EncodeUnicodeEscape(Py_UNICODE *s, Py_ssize_t size)
    object PyUnicode_EncodeRawUnicodeEscape(Py_UNICODE *s, Py_ssize_t size, const char *errors)
    object PyUnicode_EncodeCharmap(Py_UNICODE *s, Py_ssize_t size, object mapping, const char *errors)
    object PyUnicode_TranslateCharmap(Py_UNICODE *s, Py_ssize_t size, object table, const char *errors)
