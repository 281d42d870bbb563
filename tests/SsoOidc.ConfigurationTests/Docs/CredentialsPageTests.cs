using System.Reflection;
using Amazon.Runtime;

namespace SsoOidc.ConfigurationTests.Docs;

/// <summary>That each provider class of the reference has a counterpart in <c>docs/credentials.md</c>, and that it exists.</summary>
public sealed class CredentialsPageTests
{
    private static readonly string[][] Table = new OptionsPage(File.ReadAllText(Path.Combine(
        typeof(CredentialsPageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key == "RepositoryRoot").Value!,
        "docs",
        "credentials.md"))).Table("The reference's provider classes");

    public static TheoryData<string> Classes => [.. OptionsPage.ReferenceNames
        .Where(static name => name.StartsWith("name Aws::", StringComparison.Ordinal) && (name.EndsWith("Credentials", StringComparison.Ordinal) || name.EndsWith("TokenProvider", StringComparison.Ordinal)))
        .Select(static name => name["name Aws::".Length..]).Where(static name => name != "TokenProvider")];

    [Fact]
    public void There_are_eleven() => Assert.Equal(11, Classes.Count);

    [Theory]
    [MemberData(nameof(Classes))]
    public void A_class_of_the_reference_has_a_counterpart(string name) =>
        Assert.NotEmpty(OptionsPage.Quoted(Assert.Single(Table, cells => cells[0] == $"`{name}`")[1]));

    [Fact]
    public void Classes_of_the_aws_sdk_exist()
    {
        var core = typeof(AWSCredentials).Assembly.GetExportedTypes().Select(static type => type.Name).ToHashSet();
        string[] named = [.. Table.SelectMany(static cells => OptionsPage.Quoted(cells[1]))
            .Where(static name => name.EndsWith("AWSCredentials", StringComparison.Ordinal) || name.EndsWith("Credentials", StringComparison.Ordinal) || name.EndsWith("Chain", StringComparison.Ordinal) || name.EndsWith("TokenProvider", StringComparison.Ordinal))];
        Assert.True(named.Length >= 10);

        // Of another package.
        Assert.All(named.Where(static name => name != "CognitoAWSCredentials"), name => Assert.Contains(name, core));
    }
}
