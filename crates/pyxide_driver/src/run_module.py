# Runs a built extension module as a program. The arguments are: the compiler, the module's file, its full name, the
# folder that imports start from, "main" or "code", the code, then what sys.argv is to be. Other .pyx files that the
# program imports are built on the way.
#
# "main" is what `python FILE` does for a Python file: the module's __name__ is "__main__". Its init function is found
# by its own name all the same, so it is created under that and renamed before its body runs. "code" imports the module
# under its own name and runs the code with the module's names in scope.


def run():
    import importlib.machinery
    import importlib.util
    import sys

    compiler, path, name, root, mode, code = sys.argv[1:7]
    sys.argv[:] = sys.argv[7:]
    sys.path[0] = root
    parent = name.rpartition(".")[0]

    class Finder:
        # Comes last: what Python finds by itself wins.
        @staticmethod
        def find_spec(fullname, path=None, target=None):
            import os
            import subprocess

            for folder in sys.path if path is None else path:
                source = os.path.join(folder, fullname.rpartition(".")[2])
                package = os.path.join(source, "__init__.pyx")
                is_package = os.path.isfile(package)
                source = package if is_package else source + ".pyx"
                if not os.path.isfile(source):
                    continue
                command = [compiler, "build", source, "--cached", "--module-name", fullname, "--python", sys.executable]
                done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
                if done.returncode != 0:
                    raise ImportError(source + " does not compile:\n" + done.stderr, name=fullname, path=source)
                built = done.stdout.strip()
                locations = [os.path.dirname(source)] if is_package else None
                loader = importlib.machinery.ExtensionFileLoader(fullname, built)
                return importlib.util.spec_from_file_location(
                    fullname, built, loader=loader, submodule_search_locations=locations
                )
            return None

    sys.meta_path.append(Finder)

    def outside(traceback):
        # The first frame that is not the machinery that gets the module going.
        while traceback is not None:
            file = traceback.tb_frame.f_code.co_filename
            if file != "<string>" and not file.startswith("<frozen importlib"):
                break
            traceback = traceback.tb_next
        return traceback

    def report():
        kind, error, traceback = sys.exc_info()
        traceback = outside(traceback)
        sys.excepthook(kind, error.with_traceback(traceback), traceback)
        try:
            sys.stdout.flush()
        except Exception:
            pass
        sys.exit(1)

    try:
        if parent:
            importlib.import_module(parent)
        loader = importlib.machinery.ExtensionFileLoader(name, path)
        spec = importlib.util.spec_from_file_location(name, path, loader=loader)
        if spec is None:
            raise ImportError("cannot load " + path, name=name, path=path)
        module = loader.create_module(spec)
        own = vars(module)
        own.setdefault("__name__", name)
        own["__spec__"] = spec
        own["__loader__"] = loader
        own["__package__"] = parent
        own["__file__"] = path
        sys.modules[name] = module
        if mode == "main":
            own["__name__"] = "__main__"
            sys.modules["__main__"] = module
            loader.exec_module(module)
            return
        loader.exec_module(module)
        if parent:
            setattr(sys.modules[parent], name.rpartition(".")[2], module)
        scope = sys.modules["__main__"].__dict__
        scope.pop("run", None)
        scope[name.partition(".")[0]] = sys.modules[name.partition(".")[0]]
        hidden = "__name__ __doc__ __package__ __loader__ __spec__ __file__ __builtins__".split()
        scope.update((key, value) for key, value in own.items() if key not in hidden)
        compiled = compile(code, "<code>", "exec", dont_inherit=True)
        exec(compiled, scope)
    except (SystemExit, KeyboardInterrupt):
        raise
    except BaseException:
        report()


run()
