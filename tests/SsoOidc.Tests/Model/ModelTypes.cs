using System.Collections;
using System.Reflection;

namespace SsoOidc.Tests.Model;

/// <summary>The .NET types of the model, found from the operations, and values for their members: by reflection, not by the tables under test.</summary>
internal static class ModelTypes
{
    public static IReadOnlyList<Type> All { get; } =
    [
        .. Operations.All.SelectMany(operation => operation.GetType().GetGenericArguments()),
        typeof(AwsAdditionalDetails),
    ];

    public static TheoryData<Type> Data => [.. All];

    /// <summary>The properties that hold members, in order of declaration.</summary>
    public static PropertyInfo[] Members(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)];

    public static Shape ShapeOf(Type type)
    {
        foreach (var operation in Operations.All)
        {
            var types = operation.GetType().GetGenericArguments();
            if (types.Contains(type))
            {
                return type == types[0] ? operation.Input : operation.Output;
            }
        }

        return Operations.CreateTokenWithIam.Output.Members.Single(member => member.Structure is not null).Structure!;
    }

    /// <summary>A value for a member; another one for another seed.</summary>
    public static object Value(PropertyInfo member, int seed) => Nullable.GetUnderlyingType(member.PropertyType) switch
    {
        { } type when type == typeof(int) => 1000 + seed,
        { } type when type == typeof(long) => 1_000_000_000_000L + seed,
        _ when member.PropertyType == typeof(string) => $"secret-{member.Name}-{seed}",
        _ when typeof(IEnumerable).IsAssignableFrom(member.PropertyType) => new List<string> { "item", $"secret-{member.Name}-{seed}" },
        _ => Filled(member.PropertyType, seed),
    };

    public static object Filled(Type type, int seed = 0)
    {
        object value = Activator.CreateInstance(type)!;
        foreach (var member in Members(type))
        {
            member.SetValue(value, Value(member, seed));
        }

        return value;
    }
}
