namespace Krait.Markers;

/// <summary>The spellings of variables and operators.</summary>
internal static class MarkerNames
{
    /// <summary>The variable that <paramref name="name"/> spells, the dotted names of old (<c>os.name</c>) among them.</summary>
    public static bool TryFind(ReadOnlySpan<char> name, out MarkerVariable variable)
    {
        MarkerVariable? found = name switch
        {
            "python_version" => MarkerVariable.PythonVersion,
            "python_full_version" => MarkerVariable.PythonFullVersion,
            "sys_platform" or "sys.platform" => MarkerVariable.SysPlatform,
            "os_name" or "os.name" => MarkerVariable.OsName,
            "extra" => MarkerVariable.Extra,
            "platform_system" => MarkerVariable.PlatformSystem,
            "platform_machine" or "platform.machine" => MarkerVariable.PlatformMachine,
            "platform_python_implementation" or "platform.python_implementation" or "python_implementation" =>
                MarkerVariable.PlatformPythonImplementation,
            "implementation_name" => MarkerVariable.ImplementationName,
            "implementation_version" => MarkerVariable.ImplementationVersion,
            "platform_release" => MarkerVariable.PlatformRelease,
            "platform_version" or "platform.version" => MarkerVariable.PlatformVersion,
            "extras" => MarkerVariable.Extras,
            "dependency_groups" => MarkerVariable.DependencyGroups,
            _ => null,
        };
        variable = found.GetValueOrDefault();
        return found is not null;
    }

    /// <summary>The canonical name of <paramref name="variable"/>, as <c>python_full_version</c>.</summary>
    public static string Of(MarkerVariable variable) =>
        variable switch
        {
            MarkerVariable.OsName => "os_name",
            MarkerVariable.SysPlatform => "sys_platform",
            MarkerVariable.PlatformSystem => "platform_system",
            MarkerVariable.PlatformMachine => "platform_machine",
            MarkerVariable.PlatformPythonImplementation => "platform_python_implementation",
            MarkerVariable.PlatformRelease => "platform_release",
            MarkerVariable.PlatformVersion => "platform_version",
            MarkerVariable.ImplementationName => "implementation_name",
            MarkerVariable.ImplementationVersion => "implementation_version",
            MarkerVariable.PythonVersion => "python_version",
            MarkerVariable.PythonFullVersion => "python_full_version",
            MarkerVariable.Extra => "extra",
            MarkerVariable.Extras => "extras",
            MarkerVariable.DependencyGroups => "dependency_groups",
            _ => throw new ArgumentOutOfRangeException(nameof(variable)),
        };

    /// <summary>The text of <paramref name="operation"/>, as <c>not in</c>.</summary>
    public static string Of(MarkerOperator operation) =>
        operation switch
        {
            MarkerOperator.Equal => "==",
            MarkerOperator.NotEqual => "!=",
            MarkerOperator.Less => "<",
            MarkerOperator.LessOrEqual => "<=",
            MarkerOperator.Greater => ">",
            MarkerOperator.GreaterOrEqual => ">=",
            MarkerOperator.Compatible => "~=",
            MarkerOperator.Arbitrary => "===",
            MarkerOperator.In => "in",
            MarkerOperator.NotIn => "not in",
            _ => throw new ArgumentOutOfRangeException(nameof(operation)),
        };
}
