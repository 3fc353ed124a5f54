using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Krait.Archives;

/// <content>
/// The same checksum by carry-less multiplication, where the processor has it: four lanes of 16 bytes are folded over 64 bytes a
/// step. The method and its constants (remainders of powers of x by the reflected polynomial) are those of Intel's paper "Fast CRC
/// Computation for Generic Polynomials Using PCLMULQDQ Instruction".
/// </content>
internal static partial class Crc32
{
    /// <summary>Shorter data are not worth the start.</summary>
    private const int FoldedFrom = 128;
    private const int Lane = 16;

    private static bool CanFold => Pclmulqdq.IsSupported && Sse2.IsSupported;

    /// <summary>Takes all whole lanes of <paramref name="data"/> (at least four) and leaves the rest of it.</summary>
    private static uint Fold(uint state, ref ReadOnlySpan<byte> data)
    {
        var lanes = MemoryMarshal.Cast<byte, Vector128<ulong>>(data);
        var by64 = Vector128.Create(0x0154442BD4UL, 0x01C6E41596UL);
        var by16 = Vector128.Create(0x01751997D0UL, 0x00CCAA009EUL);
        var a = lanes[0] ^ Vector128.CreateScalar((ulong)state);
        var b = lanes[1];
        var c = lanes[2];
        var d = lanes[3];
        var at = 4;
        for (; at + 4 <= lanes.Length; at += 4)
        {
            a = Step(a, by64) ^ lanes[at];
            b = Step(b, by64) ^ lanes[at + 1];
            c = Step(c, by64) ^ lanes[at + 2];
            d = Step(d, by64) ^ lanes[at + 3];
        }

        a = Step(a, by16) ^ b;
        a = Step(a, by16) ^ c;
        a = Step(a, by16) ^ d;
        for (; at < lanes.Length; at++)
            a = Step(a, by16) ^ lanes[at];
        data = data[(lanes.Length * Lane)..];
        return Reduce(a, by16);
    }

    private static Vector128<ulong> Step(Vector128<ulong> lane, Vector128<ulong> by) =>
        Pclmulqdq.CarrylessMultiply(lane, by, 0x00) ^ Pclmulqdq.CarrylessMultiply(lane, by, 0x11);

    /// <summary>128 bits to 64, to 32, and the remainder by Barrett's reduction.</summary>
    private static uint Reduce(Vector128<ulong> lane, Vector128<ulong> by16)
    {
        var low = Vector128.Create(0xFFFFFFFFUL);
        lane = Sse2.ShiftRightLogical128BitLane(lane, 8) ^ Pclmulqdq.CarrylessMultiply(lane, by16, 0x10);
        lane =
            Sse2.ShiftRightLogical128BitLane(lane, 4)
            ^ Pclmulqdq.CarrylessMultiply(lane & low, Vector128.CreateScalar(0x0163CD6124UL), 0x00);
        var reduction = Vector128.Create(0x01DB710641UL, 0x01F7011641UL);
        var quotient = Pclmulqdq.CarrylessMultiply(lane & low, reduction, 0x10) & low;
        return (lane ^ Pclmulqdq.CarrylessMultiply(quotient, reduction, 0x00)).AsUInt32().GetElement(1);
    }
}
