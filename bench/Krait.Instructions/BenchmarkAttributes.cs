// BenchmarkDotNet cannot be compiled ahead of time, and of its package the cases want the attributes only.
namespace BenchmarkDotNet.Attributes;

[AttributeUsage(AttributeTargets.Class)]
internal sealed class MemoryDiagnoserAttribute : Attribute;

[AttributeUsage(AttributeTargets.Class)]
internal sealed class MinColumnAttribute : Attribute;

[AttributeUsage(AttributeTargets.Method)]
internal sealed class BenchmarkAttribute : Attribute;

[AttributeUsage(AttributeTargets.Method)]
internal sealed class GlobalSetupAttribute : Attribute;
