# Python.h: "Initialization, Finalization, and Threads" in the Python/C API reference manual
# (pylifecycle.h). For programs that embed Python; an extension module finds it running.

from libc.stddef cimport wchar_t
from libc.stdio cimport FILE
from cpython.pystate cimport PyThreadState

cdef extern from "Python.h":
    # ---- Starting and ending ---------------------------------------------------------------------------

    void Py_Initialize()
    # initsigs 0: leave the signal handlers alone.
    void Py_InitializeEx(int initsigs)
    int Py_IsInitialized() nogil
    void Py_Finalize()
    # -1: buffered data could not be written.
    int Py_FinalizeEx()
    int Py_Main(int argc, wchar_t **argv)
    void Py_Exit(int status)
    # Called at the very end, when no Python function works any more. -1: no room for another.
    int Py_AtExit(void (*func)() noexcept)

    PyThreadState *Py_NewInterpreter()
    void Py_EndInterpreter(PyThreadState *tstate)

    # ---- Settings, before Py_Initialize; deprecated since 3.11 in favour of PyConfig ----------------------

    void Py_SetProgramName(const wchar_t *name)
    void Py_SetPythonHome(const wchar_t *home)
    void Py_SetPath(const wchar_t *path)
    int Py_SetStandardStreamEncoding(const char *encoding, const char *errors)

    # ---- What it is -------------------------------------------------------------------------------------

    # Into static storage.
    wchar_t *Py_GetProgramName()
    wchar_t *Py_GetPythonHome()
    wchar_t *Py_GetProgramFullPath()
    wchar_t *Py_GetPrefix()
    wchar_t *Py_GetExecPrefix()
    wchar_t *Py_GetPath()
    const char *Py_GetVersion() nogil
    const char *Py_GetPlatform() nogil
    const char *Py_GetCopyright() nogil
    const char *Py_GetCompiler() nogil
    const char *Py_GetBuildInfo() nogil

    int Py_FdIsInteractive(FILE *fp, const char *filename)

    # ---- Signal handlers ---------------------------------------------------------------------------------

    ctypedef void (*PyOS_sighandler_t)(int)
    PyOS_sighandler_t PyOS_getsig(int i)
    PyOS_sighandler_t PyOS_setsig(int i, PyOS_sighandler_t h)

    # ---- Private; not in every release --------------------------------------------------------------------

    void _Py_InitializeEx_Private(int install_sigs, int install_importlib)
    void _Py_PyAtExit(void (*func)(object) noexcept, object module)
    void _Py_RestoreSignals()
    int _Py_CheckPython3()
    const char *_Py_gitidentifier()
    const char *_Py_gitversion()
    int _PyOS_URandom(void *buffer, Py_ssize_t size) except -1
    int _PyOS_URandomNonblock(void *buffer, Py_ssize_t size) except -1
