# Python.h: "Codec registry and support functions" in the Python/C API reference manual (codecs.h).

cdef extern from "Python.h":
    # ---- The registry ------------------------------------------------------------------------------

    int PyCodec_Register(object search_function) except -1
    int PyCodec_Unregister(object search_function) except -1  # 3.10+
    # Answers 0 instead of raising.
    int PyCodec_KnownEncoding(const char *encoding)

    # errors NULL: "strict".
    object PyCodec_Encode(object o, const char *encoding, const char *errors)
    object PyCodec_Decode(object o, const char *encoding, const char *errors)

    # ---- The parts of a codec -------------------------------------------------------------------------

    object PyCodec_Encoder(const char *encoding)
    object PyCodec_Decoder(const char *encoding)
    object PyCodec_IncrementalEncoder(const char *encoding, const char *errors)
    object PyCodec_IncrementalDecoder(const char *encoding, const char *errors)
    object PyCodec_StreamReader(const char *encoding, object stream, const char *errors)
    object PyCodec_StreamWriter(const char *encoding, object stream, const char *errors)

    # ---- Error handlers -------------------------------------------------------------------------------

    int PyCodec_RegisterError(const char *name, object error) except -1
    # NULL: the "strict" handler.
    object PyCodec_LookupError(const char *name)
    # Raises exc.
    object PyCodec_StrictErrors(object exc)
    object PyCodec_IgnoreErrors(object exc)
    object PyCodec_ReplaceErrors(object exc)
    object PyCodec_XMLCharRefReplaceErrors(object exc)
    object PyCodec_BackslashReplaceErrors(object exc)
    object PyCodec_NameReplaceErrors(object exc)
