#!/usr/bin/env python3
"""Puts a server some milliseconds away: passes bytes on to a port of this machine, each after a delay, in both directions.

usage: bench/delay.py LISTEN TARGET MILLISECONDS     ports of the loopback interface; a round trip takes twice the delay
"""
import asyncio, sys

LISTEN, TARGET, DELAY = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]) / 1000
PART = 1 << 18


async def forward(reader, writer):
    loop, parts = asyncio.get_running_loop(), asyncio.Queue()

    async def deliver():
        while True:
            due, part = await parts.get()
            await asyncio.sleep(max(0, due - loop.time()))
            if not part:
                return writer.close()
            writer.write(part)
            await writer.drain()

    delivery = asyncio.ensure_future(deliver())
    try:
        while part := await reader.read(PART):
            parts.put_nowait((loop.time() + DELAY, part))
    finally:
        parts.put_nowait((loop.time() + DELAY, b""))
        await delivery


async def connect(reader, writer):
    # The handshake of a connection takes a round trip before the first byte.
    await asyncio.sleep(2 * DELAY)
    there, back = await asyncio.open_connection("127.0.0.1", TARGET)
    await asyncio.gather(forward(reader, back), forward(there, writer), return_exceptions=True)


async def main():
    async with await asyncio.start_server(connect, "127.0.0.1", LISTEN) as server:
        await server.serve_forever()


asyncio.run(main())
