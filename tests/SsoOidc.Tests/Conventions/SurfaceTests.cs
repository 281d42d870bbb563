using System.Reflection;
using Amazon.Runtime;

namespace SsoOidc.Tests.Conventions;

/// <summary>What the public surface of the library looks like.</summary>
public sealed class SurfaceTests
{
    private static readonly Type[] PublicTypes = typeof(SsoOidcClient).Assembly.GetExportedTypes();

    [Fact]
    public void Public_types_live_in_the_three_namespaces_and_internal_ones_below_their_folder()
    {
        string[] open = ["SsoOidc", "SsoOidc.SignIn", "Microsoft.Extensions.DependencyInjection"];
        Assert.Empty(PublicTypes.Where(type => !open.Contains(type.Namespace)).Select(type => type.FullName));

        var misplaced =
            from tree in SourceTree.Instance.Compilation.SyntaxTrees
            where tree.FilePath.Contains('/', StringComparison.Ordinal)
            let model = SourceTree.Instance.Compilation.GetSemanticModel(tree)
            from declaration in tree.GetRoot().DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.BaseTypeDeclarationSyntax>()
            let type = (Microsoft.CodeAnalysis.INamedTypeSymbol)Microsoft.CodeAnalysis.CSharp.CSharpExtensions.GetDeclaredSymbol(model, declaration)!
            where type.ContainingType is null && type.DeclaredAccessibility != Microsoft.CodeAnalysis.Accessibility.Public
            let expected = "SsoOidc." + tree.FilePath[..tree.FilePath.LastIndexOf('/')].Replace('/', '.')
            where type.ContainingNamespace.ToString() != expected
            select $"{type} in {tree.FilePath}";
        Assert.Empty(misplaced);
    }

    [Fact]
    public void No_public_type_has_the_simple_name_of_a_type_that_callers_have_in_scope()
    {
        string[] crowded = ["Amazon", "Amazon.Runtime", "System", "System.Net.Http", "Xunit"];
        var taken = Assemblies()
            .SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => type.Namespace is { } space
                && (crowded.Contains(space) || space.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)))
            .ToLookup(type => type.Name);
        Assert.Contains(taken, group => group.Key == "ClientConfig");
        Assert.Contains(taken, group => group.Key == "ILogger");
        var clashes = PublicTypes.Where(type => type.Namespace == "SsoOidc" || type.Namespace == "SsoOidc.SignIn")
            .SelectMany(type => taken[type.Name].Select(other => $"{type} and {other}"));
        Assert.Empty(clashes);
    }

    [Fact]
    public void Public_classes_cannot_be_derived_from_unless_they_are_made_for_it()
    {
        Type[] open = [typeof(SsoOidcClient), typeof(SsoOidcServiceException)];
        Assert.Empty(PublicTypes.Where(type => type.IsClass && !type.IsSealed && !type.IsAbstract && !open.Contains(type)));
    }

    [Fact]
    public void Of_the_aws_sdk_only_credentials_tokens_and_the_base_exception_are_public()
    {
        Type[] allowed = [typeof(AWSCredentials), typeof(IAWSTokenProvider), typeof(AmazonServiceException), typeof(RetryableDetails)];
        var foreign = PublicTypes
            .SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .SelectMany(TypesOf)
                .Append(type.BaseType ?? typeof(object))
                .Where(used => used.Assembly.GetName().Name!.StartsWith("AWSSDK", StringComparison.Ordinal)
                    || used.Assembly.GetName().Name!.StartsWith("Polly", StringComparison.Ordinal))
                .Where(used => !allowed.Contains(used))
                .Select(used => $"{type} uses {used}"));
        Assert.Empty(foreign);
    }

    [Fact]
    public void Asynchronous_methods_end_in_Async_and_take_the_token_last()
    {
        var methods = typeof(SsoOidcClient).Assembly.GetTypes()
            .Where(type => !type.Name.Contains('<', StringComparison.Ordinal))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => method.DeclaringType!.IsVisible || method.IsPublic)
            .ToArray();
        var asynchronous = methods.Where(method => IsTask(method.ReturnType)).ToArray();
        Assert.NotEmpty(asynchronous);
        Assert.Empty(asynchronous.Where(method => !method.Name.EndsWith("Async", StringComparison.Ordinal)).Select(Describe));
        Assert.Empty(methods.Where(method => !IsTask(method.ReturnType) && method.Name.EndsWith("Async", StringComparison.Ordinal)
            && method.ReturnType != typeof(StubbedResponse)).Select(Describe));
        Assert.Empty(methods.Where(method => method.GetParameters() is { Length: > 0 } parameters
            && Array.FindIndex(parameters, parameter => parameter.ParameterType == typeof(CancellationToken)) is >= 0 and var at
            && at != parameters.Length - 1).Select(Describe));
    }

    [Fact]
    public void Each_operation_has_two_virtual_overloads()
    {
        foreach (var operation in Operations.All)
        {
            string name = operation.Name.Replace("IAM", "Iam", StringComparison.Ordinal) + "Async";
            var methods = typeof(SsoOidcClient).GetMethods().Where(method => method.Name == name).ToArray();
            Assert.Equal(2, methods.Length);
            Assert.All(methods, method => Assert.True(method.IsVirtual));
        }
    }

    private static IEnumerable<Assembly> Assemblies() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Select(path => Path.GetFileNameWithoutExtension(path))
        .Where(name => name is "System.Private.CoreLib" or "System.Runtime" or "System.Net.Http" or "System.Console" or "System.Private.Uri" or "AWSSDK.Core"
            || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
            || name.StartsWith("xunit.v3.", StringComparison.Ordinal))
        .Select(Assembly.Load);

    private static bool IsTask(Type type) =>
        typeof(Task).IsAssignableFrom(type) || type == typeof(ValueTask)
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>));

    private static IEnumerable<Type> TypesOf(MemberInfo member) => member switch
    {
        MethodBase method => method.GetParameters().Select(parameter => parameter.ParameterType)
            .Append(method is MethodInfo info ? info.ReturnType : typeof(void)).SelectMany(Unwrap),
        PropertyInfo property => Unwrap(property.PropertyType),
        FieldInfo field => Unwrap(field.FieldType),
        _ => [],
    };

    private static IEnumerable<Type> Unwrap(Type type) =>
        type.HasElementType ? Unwrap(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Unwrap).Append(type)
        : [type];

    private static string Describe(MethodInfo method) => $"{method.DeclaringType}.{method.Name}";
}
