using Microsoft.CodeAnalysis;

namespace SsoOidc.Tests.Conventions;

/// <summary>Which folder of the library may refer to which. Checked on bound symbols, not on usings.</summary>
public sealed class DoorTests
{
    private const string Root = "";
    private const string Handlers = "Pipeline/Handlers";

    // Top to bottom: whoever stands lower may know those above, through these doors only.
    private static readonly Dictionary<string, string[]> Doors = new()
    {
        ["Shapes"] = [],
        ["ConfigFiles"] = [],
        ["Model"] = ["Shapes"],
        ["Messages"] = ["Shapes"],
        ["Endpoints"] = ["Shapes", "Model", "Messages"],
        ["Retries"] = ["Model", "Messages"],
        ["Reports"] = ["Shapes", "Model", "Messages"],
        ["Options"] = ["Shapes", "ConfigFiles", "Model", "Endpoints", "Retries", "Reports"],
        ["Pipeline"] = ["Shapes", "Model", "Messages", "Endpoints", "Retries", "Options"],
        ["Signing"] = ["Messages"],

        // It calls services of its own, STS and the SSO portal, which have endpoints and signatures as ours has.
        ["Credentials"] = ["Shapes", "Messages", "Endpoints", "ConfigFiles", "Options", "Signing"],

        // Certificates and keys stand in files, which are read through the one seam.
        ["Transport"] = ["Shapes", "ConfigFiles", "Model", "Messages", "Options"],
        ["Protocol"] = ["Shapes", "Model", "Messages", "Retries", "Pipeline"],
        ["Diagnostics"] = ["Shapes", "Model", "Messages", "Reports", "Retries", "Options", "Pipeline", "Protocol"],
        ["Stubbing"] = ["Shapes", "Model", "Messages", "Pipeline"],
    };

    // Files that put things together, or that must name the client itself, with the one thing that they may name.
    private static readonly Dictionary<string, string[]> ByName = new()
    {
        // Each row reads its option from the class that callers fill in, which holds one group per room.
        ["Options/OptionRow.cs"] = ["SsoOidcClientOptions"],
        ["Options/OptionRows.cs"] = ["SsoOidcClientOptions"],
        ["Options/RetryRows.cs"] = ["SsoOidcClientOptions"],
        ["Options/HttpRows.cs"] = ["SsoOidcClientOptions"],
        ["Options/OptionResolver.cs"] = ["SsoOidcClientOptions"],
        ["Options/ConfigurationBinding.cs"] = ["SsoOidcClientOptions"],

        // Hooks get what they may change; a loose request is sent by the client that made it.
        ["Pipeline/ClientPlugin.cs"] = ["SsoOidcClientOptions", "SsoOidcClient"],
        ["Pipeline/OperationRequest.cs"] = ["SsoOidcClient"],
    };

    [Fact]
    public void Rooms_refer_to_each_other_through_their_doors_only()
    {
        var strangers = SourceTree.Instance.FindReferences().Where(reference => !IsAllowed(reference)).ToArray();
        Assert.True(strangers.Length == 0, string.Join('\n', strangers.Select(reference => reference.ToString())));
    }

    [Fact]
    public void Doors_make_no_cycle()
    {
        var passed = new HashSet<string>();
        foreach (var (folder, doors) in Doors)
        {
            var later = doors.Where(door => !passed.Contains(door)).ToArray();
            Assert.True(later.Length == 0, $"{folder} has a door to {string.Join(", ", later)}, which must stand before it in the table.");
            passed.Add(folder);
        }
    }

    [Fact]
    public void Sign_in_and_hosting_use_only_what_is_public()
    {
        var inside = SourceTree.Instance.FindReferences()
            .Where(reference => IsOnTop(reference.From) && !IsOnTop(reference.To) && !reference.IsPublic)
            .Select(reference => reference.ToString());
        Assert.Empty(inside);
    }

    [Fact]
    public void Every_folder_is_in_the_table_and_every_exception_is_used()
    {
        var folders = SourceTree.Instance.Files.Where(file => !IsOnTop(file) && file != "Pipeline/StandardHandlers.cs").Select(Folder).Distinct();
        Assert.Equal(Doors.Keys.Append(Root).Append(Handlers).Order(), folders.Order());
        var used = SourceTree.Instance.FindReferences()
            .Where(reference => Folder(reference.To) == Root)
            .Select(reference => (reference.From, reference.Type))
            .ToHashSet();
        Assert.All(ByName.SelectMany(pair => pair.Value.Select(type => (pair.Key, type))), exception => Assert.Contains(exception, used));
    }

    [Fact]
    public void The_library_compiles_here_so_that_references_are_really_bound()
    {
        // CS8795: the other half of a log message is generated, which does not happen here.
        Assert.Empty(SourceTree.Instance.Compilation.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id != "CS8795"));
        Assert.Contains(SourceTree.Instance.FindReferences(), reference => Folder(reference.From) == "Model" && Folder(reference.To) == "Shapes");
    }

    private static bool IsAllowed(Reference reference)
    {
        string from = Folder(reference.From);
        string to = Folder(reference.To);

        // The root composes, and so does the one table of the handlers; a handler knows the machine and its own room.
        return from == to
            || from is Root
            || reference.From == "Pipeline/StandardHandlers.cs"
            || IsOnTop(reference.From)
            || (from == Handlers && to != Root && reference.To != "Pipeline/StandardHandlers.cs")
            || (Doors.TryGetValue(from, out string[]? doors) && doors.Contains(to) && reference.To != "Pipeline/StandardHandlers.cs")
            || (ByName.TryGetValue(reference.From, out string[]? types) && types.Contains(reference.Type));
    }

    private static bool IsOnTop(string file) =>
        file.StartsWith("SignIn/", StringComparison.Ordinal) || file.StartsWith("Hosting/", StringComparison.Ordinal);

    private static string Folder(string file) => file.Contains('/', StringComparison.Ordinal) ? file[..file.LastIndexOf('/')] : Root;
}
