using SsoOidc.Options;

namespace SsoOidc.ConfigurationTests.Docs;

/// <summary>That the page has a row for everything the reference's page names, and says of each option what its row in the code says.</summary>
public sealed class OptionsPageTests
{
    private const string Options = "All options";

    public static TheoryData<string> Rows => [.. OptionTable.All.Select(static row => row.Name)];

    public static TheoryData<string> Names => [.. OptionsPage.ReferenceNames];

    [Fact]
    public void The_list_of_the_reference_has_its_62_options_and_all_operations()
    {
        Assert.Equal(62, OptionsPage.ReferenceNames.Count(static name => name.StartsWith("option ", StringComparison.Ordinal)));
        Assert.Superset(
            new HashSet<string> { "name create_token", "name waiter_names", "name handle_response", "parameter start_url", "member verification_uri_complete" },
            OptionsPage.ReferenceNames.ToHashSet());
        Assert.Equal(OptionsPage.ReferenceNames.Distinct().Count(), OptionsPage.ReferenceNames.Length);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_public_name_of_the_reference_has_a_row_with_its_counterpart_or_the_reason_why_none(string entry)
    {
        var (kind, name) = (entry[..entry.IndexOf(' ', StringComparison.Ordinal)], entry[(entry.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        string[][] tables = kind switch
        {
            "option" => OptionsPage.Own.Table(Options),
            "name" => [.. OptionsPage.Own.Table("The client"), .. OptionsPage.Own.Table("Classes that the options name")],
            "parameter" => OptionsPage.Own.Table("Parameters"),
            "member" => OptionsPage.Own.Table("Members of responses"),
            _ => throw new InvalidOperationException($"'{kind}' is no kind of name."),
        };
        string wanted = kind == "option" ? ":" + name : name;
        var rows = tables.Where(row => OptionsPage.Quoted(row[0]).Contains(wanted)).ToArray();
        Assert.NotEmpty(rows);
        Assert.All(rows, static row => Assert.True(row[1].StartsWith("none: ", StringComparison.Ordinal) || row[1].Length > 3, row[1]));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Each_option_has_one_row_that_says_what_the_code_says(string name)
    {
        var row = OptionTable.Find(name)!;
        string[] cells = Assert.Single(OptionsPage.Own.Table(Options), cells => cells[1] == $"`{name}`");
        Assert.Equal(
            [Join(row.ReferenceNames.Select(static reference => ":" + reference)), $"`{name}`", Join(row.Environment), Join(row.FileKey is { } key ? [key] : []), Default(row)],
            cells[..5]);
        Assert.Equal(6, cells.Length);
        Assert.NotEmpty(cells[5]);
    }

    [Fact]
    public void The_table_has_no_other_rows_and_is_in_the_order_of_the_code() =>
        Assert.Equal(OptionTable.All.Select(static row => $"`{row.Name}`"), OptionsPage.Own.Table(Options).Select(static cells => cells[1]));

    [Fact]
    public void The_reference_names_of_the_code_are_those_of_its_page_and_the_undocumented_ones()
    {
        string[] undocumented =
        [
            "instance_profile_credentials_retries", "instance_profile_credentials_timeout", "sigv4_name", "sigv4_region", "unsigned_operations",
            "user_agent_frameworks", "user_agent_suffix",
        ];
        Assert.Equal(
            OptionsPage.ReferenceNames.Where(static name => name.StartsWith("option ", StringComparison.Ordinal)).Select(static name => name[7..]).Concat(undocumented).Order(StringComparer.Ordinal),
            OptionTable.All.SelectMany(static row => row.ReferenceNames).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Parameters")]
    [InlineData("Members of responses")]
    public void Members_exist_where_the_page_says(string table) => Assert.All(OptionsPage.Own.Table(table), static cells =>
    {
        string[] quoted = OptionsPage.Quoted(cells[1]);
        Assert.True(quoted.Length >= 2, cells[1]);
        Assert.All(quoted[1..], type => Assert.NotNull(typeof(SsoOidcClient).Assembly.GetType("SsoOidc." + type)?.GetProperty(quoted[0])));
    });

    [Theory]
    [InlineData("The client")]
    [InlineData("Classes that the options name")]
    public void Counterparts_exist(string table)
    {
        var types = typeof(SsoOidcClient).Assembly.GetExportedTypes();
        Assert.All(OptionsPage.Own.Table(table).SelectMany(static cells => OptionsPage.Quoted(cells[1])), name =>
        {
            string[] path = name.Split('(', '<')[0].Split('.');
            var type = path[0] switch
            {
                "client" => typeof(SsoOidcClient),
                "options" => typeof(SsoOidcClientOptions),
                "request" => typeof(OperationRequest),
                var first => types.FirstOrDefault(type => type.Name == first),
            };
            if (type is null)
            {
                // A member of the client, or something of the platform.
                Assert.True(path[0].StartsWith("new ", StringComparison.Ordinal) || typeof(SsoOidcClient).GetMember(path[0]).Length > 0 || Platform.Contains(path[0]), name);
                return;
            }

            foreach (string part in path[1..])
            {
                var members = type!.GetMember(part);
                Assert.True(members.Length > 0, $"{name}: {type.Name} has no {part}");
                type = (members[0] as System.Reflection.PropertyInfo)?.PropertyType;
                if (type?.IsGenericType == true)
                {
                    break;
                }
            }
        });
    }

    private static readonly string[] Platform =
    [
        "services", "SsoOidc", "AWSCredentials", "IAWSTokenProvider", "ActivitySource", "IMeterFactory", "X509Certificate2Collection", "X509Certificate2", "RSA", "ECDsa", "ILogger",
        "sso_session", "TokenProvider", "ToString",
    ];

    private static string Join(IEnumerable<string> names) => string.Join(", ", names.Select(static name => $"`{name}`")) is { Length: > 0 } joined ? joined : "–";

    private static string Default(OptionRow row) => row.Default switch
    {
        null => "–",
        TimeProvider => "the system's",
        EndpointProvider => "`EndpointProvider.BuiltIn`",
        string[] { Length: 0 } => "none",
        string { Length: 0 } => "empty",
        var value => $"`{OptionValueText.Of(value)}`",
    };
}
