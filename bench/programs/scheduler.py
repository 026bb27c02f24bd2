"""A small operating system's scheduler: classes, attribute access, method calls, linked queues."""

IDLE, WORK, READ, WRITE = range(4)


class Packet:
    def __init__(self, link, target, kind):
        self.link = link
        self.target = target
        self.kind = kind
        self.value = 0
        self.data = [0] * 4

    def append_to(self, queue):
        self.link = None
        if queue is None:
            return self
        last = queue
        while last.link is not None:
            last = last.link
        last.link = self
        return queue


class Task:
    def __init__(self, kernel, number, priority):
        self.kernel = kernel
        self.number = number
        self.priority = priority
        self.queue = None
        self.waiting = False
        self.held = False
        self.runs = 0
        kernel.tasks[number] = self
        kernel.order.append(self)
        kernel.order.sort(key=lambda task: -task.priority)

    def ready(self):
        return not self.held and (self.queue is not None or not self.waiting)

    def run(self):
        packet = self.queue
        if packet is not None:
            self.queue = packet.link
            packet.link = None
        self.runs += 1
        self.work(packet)

    def give(self, packet):
        self.queue = packet.append_to(self.queue)
        self.waiting = False

    def work(self, packet):
        raise NotImplementedError


class Idle(Task):
    def __init__(self, kernel, number, count):
        super().__init__(kernel, number, 0)
        self.count = count
        self.state = 1

    def work(self, packet):
        self.count -= 1
        if self.count <= 0:
            self.held = True
            return
        if self.state & 1:
            self.state = (self.state >> 1) ^ 0xD008
            self.kernel.release(READ)
        else:
            self.state >>= 1
            self.kernel.release(WRITE)


class Device(Task):
    def __init__(self, kernel, number, priority):
        super().__init__(kernel, number, priority)
        self.pending = None

    def work(self, packet):
        if packet is None:
            if self.pending is None:
                self.waiting = True
                return
            done, self.pending = self.pending, None
            done.value += 1
            self.kernel.send(done, WORK)
        else:
            if self.pending is not None:
                self.kernel.send(self.pending, WORK)
            self.pending = packet
            self.held = True


class Worker(Task):
    def __init__(self, kernel, number, priority):
        super().__init__(kernel, number, priority)
        self.letter = 0
        self.target = READ

    def work(self, packet):
        if packet is None:
            self.waiting = True
            return
        for index in range(len(packet.data)):
            self.letter = (self.letter + 1) % 26
            packet.data[index] = 65 + self.letter
        packet.kind = self.target
        self.target = WRITE if self.target == READ else READ
        self.kernel.send(packet, packet.kind)


class Kernel:
    def __init__(self):
        self.tasks = {}
        self.order = []
        self.sent = 0

    def release(self, number):
        self.tasks[number].held = False

    def send(self, packet, number):
        self.sent += 1
        packet.target = number
        self.tasks[number].give(packet)

    def schedule(self):
        idle = self.tasks[IDLE]
        while not idle.held:
            for task in self.order:
                if task.ready():
                    task.run()
                    break
            else:
                break


def run(count):
    kernel = Kernel()
    Idle(kernel, IDLE, count)
    worker = Worker(kernel, WORK, 1000)
    reader = Device(kernel, READ, 4000)
    writer = Device(kernel, WRITE, 5000)
    for number in range(6):
        worker.give(Packet(None, WORK, number))
    kernel.schedule()
    return kernel.sent, worker.runs, reader.runs, writer.runs, worker.letter
