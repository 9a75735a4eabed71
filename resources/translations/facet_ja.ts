<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name>Bubble</name>
    <message>
        <source>Picture</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>You said</source>
        <translation>あなたの発言</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Add a picture</source>
        <translation>画像を追加</translation>
    </message>
    <message>
        <source>Think</source>
        <translation>考える</translation>
    </message>
    <message>
        <source>Let the model think before it answers</source>
        <translation>答える前にモデルに考えさせます</translation>
    </message>
    <message>
        <source>Pasted {number}.png</source>
        <translation>ペースト {number}.png</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>送信</translation>
    </message>
    <message>
        <source>Facet is answering. Esc stops it.</source>
        <translation>回答中です。Escで停止します。</translation>
    </message>
    <message>
        <source>Ask, or drop a picture</source>
        <translation>質問を入力、または画像をドロップ</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>What shall we look at?</source>
        <translation>何を見てみましょうか？</translation>
    </message>
    <message>
        <source>Everything stays on this Mac.</source>
        <translation>すべてこのMacの中だけで行われます。</translation>
    </message>
    <message>
        <source>Look at a drawing</source>
        <translation>絵を見てもらう</translation>
    </message>
    <message>
        <source>What do you see?</source>
        <translation>何が見えますか？</translation>
    </message>
    <message>
        <source>Ask who is here</source>
        <translation>誰なのか聞いてみる</translation>
    </message>
    <message>
        <source>Who are you?</source>
        <translation>あなたは誰ですか？</translation>
    </message>
    <message>
        <source>Think a sum through</source>
        <translation>足し算を考えてもらう</translation>
    </message>
    <message>
        <source>What is 347 + 58?</source>
        <translation>347 + 58 はいくつですか？</translation>
    </message>
</context>
<context>
    <name>FailureCard</name>
    <message>
        <source>Start again</source>
        <translation>再開</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>New chat</source>
        <translation>新規チャット</translation>
    </message>
    <message>
        <source>A picture</source>
        <translation>画像</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>New Chat</source>
        <translation>新規チャット</translation>
    </message>
    <message>
        <source>Add a Picture…</source>
        <translation>画像を追加…</translation>
    </message>
    <message>
        <source>Choose a Model Folder…</source>
        <translation>モデルのフォルダを選択…</translation>
    </message>
    <message>
        <source>Use the Built-in Model</source>
        <translation>内蔵モデルを使用</translation>
    </message>
    <message>
        <source>Close Window</source>
        <translation>ウィンドウを閉じる</translation>
    </message>
    <message>
        <source>Quit Facet</source>
        <translation>Facetを終了</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>編集</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>取り消す</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>やり直す</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>カット</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>ペースト</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>すべてを選択</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>チャット</translation>
    </message>
    <message>
        <source>Think First</source>
        <translation>考えてから答える</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>ウィンドウ</translation>
    </message>
    <message>
        <source>Minimize</source>
        <translation>しまう</translation>
    </message>
    <message>
        <source>Full Screen</source>
        <translation>フルスクリーン</translation>
    </message>
</context>
<context>
    <name>MessageEdit</name>
    <message>
        <source>Message</source>
        <translation>メッセージ</translation>
    </message>
</context>
<context>
    <name>ModelPicker</name>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Pebble (built in)</source>
        <translation>Pebble（内蔵）</translation>
    </message>
    <message>
        <source>Choose a Model Folder…</source>
        <translation>モデルのフォルダを選択…</translation>
    </message>
    <message>
        <source>Choose a Model Folder</source>
        <translation>モデルのフォルダを選択</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>モデルなし</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>読み込み中…</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>停止しました</translation>
    </message>
</context>
<context>
    <name>PictureChip</name>
    <message>
        <source>Remove {name}</source>
        <translation>{name}を取り除く</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>取り除く</translation>
    </message>
</context>
<context>
    <name>ReplyView</name>
    <message>
        <source>Reading…</source>
        <translation>読み取り中…</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Reading, {share} %</source>
        <translation>読み取り中 {share}%</translation>
    </message>
</context>
<context>
    <name>ThoughtView</name>
    <message>
        <source>Thought</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>Thinking, {seconds} s</source>
        <translation>思考中 {seconds}秒</translation>
    </message>
    <message>
        <source>Thought for {seconds} s</source>
        <translation>思考時間 {seconds}秒</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>Conversation</source>
        <translation>会話</translation>
    </message>
</context>
<context>
    <name>problems</name>
    <message>
        <source>There is no file at “{path}”. Check the name, or choose the file again.</source>
        <translation>「{path}」というファイルはありません。名前を確かめるか、ファイルを選び直してください。</translation>
    </message>
    <message>
        <source>“{path}” could not be read. Check that you may open it.</source>
        <translation>「{path}」を読み取れません。開く権限があるか確かめてください。</translation>
    </message>
    <message>
        <source>“{path}” is not a picture that Facet can read. Use HEIC, JPEG, PNG, WebP, TIFF, GIF, BMP or AVIF.</source>
        <translation>「{path}」はFacetで読める画像ではありません。HEIC、JPEG、PNG、WebP、TIFF、GIF、BMP、AVIFを使ってください。</translation>
    </message>
    <message>
        <source>“{path}” is damaged or incomplete. Save or download the picture again.</source>
        <translation>「{path}」は壊れているか、途中までしかありません。保存またはダウンロードをやり直してください。</translation>
    </message>
    <message>
        <source>“{path}” has more than {limit} million pixels. Make it smaller first.</source>
        <translation>「{path}」は{limit}百万画素を超えています。先に小さくしてください。</translation>
    </message>
    <message>
        <source>“{path}” is too long and thin to look at. Crop it first.</source>
        <translation>「{path}」は細長すぎて読み取れません。先に切り抜いてください。</translation>
    </message>
    <message>
        <source>“{path}” is not a sound that Facet can read. Use M4A, MP3, WAV, FLAC, AIFF or OGG.</source>
        <translation>「{path}」はFacetで読める音声ではありません。M4A、MP3、WAV、FLAC、AIFF、OGGを使ってください。</translation>
    </message>
    <message>
        <source>“{path}” is longer than {limit} minutes. Cut it into shorter parts.</source>
        <translation>「{path}」は{limit}分を超えています。短く分けてください。</translation>
    </message>
    <message>
        <source>“{path}” is too short to hear anything. Record it again.</source>
        <translation>「{path}」は短すぎて聞き取れません。録音し直してください。</translation>
    </message>
    <message>
        <source>“{path}” is not a video that Facet can read. Use MOV or MP4.</source>
        <translation>「{path}」はFacetで読める動画ではありません。MOVかMP4を使ってください。</translation>
    </message>
    <message>
        <source>“{path}” is longer than {limit} seconds. Cut out the part that matters.</source>
        <translation>「{path}」は{limit}秒を超えています。必要な部分だけを切り出してください。</translation>
    </message>
    <message>
        <source>“{path}” is not a model folder. Choose the folder that holds config.json and the .safetensors files.</source>
        <translation>「{path}」はモデルのフォルダではありません。config.jsonと.safetensorsファイルがあるフォルダを選んでください。</translation>
    </message>
    <message>
        <source>“{path}” is damaged. Download the model&apos;s config.json again.</source>
        <translation>「{path}」は壊れています。モデルのconfig.jsonをダウンロードし直してください。</translation>
    </message>
    <message>
        <source>“{path}” holds a model of the kind “{family}”. Facet runs Gemma 4 only.</source>
        <translation>「{path}」は「{family}」という種類のモデルです。Facetで使えるのはGemma 4だけです。</translation>
    </message>
    <message>
        <source>The model in “{path}” is incomplete: {missing} is missing. Download the model again.</source>
        <translation>「{path}」のモデルは不完全です。{missing}がありません。モデルをダウンロードし直してください。</translation>
    </message>
    <message>
        <source>“{path}” is damaged. Download the file again.</source>
        <translation>「{path}」は壊れています。ファイルをダウンロードし直してください。</translation>
    </message>
    <message>
        <source>The weights in “{path}” do not match their config.json: {detail}. Download the model again.</source>
        <translation>「{path}」の重みがconfig.jsonと合いません（{detail}）。モデルをダウンロードし直してください。</translation>
    </message>
    <message>
        <source>The tokenizer in “{path}” is missing or damaged. Download tokenizer.json again.</source>
        <translation>「{path}」のトークナイザがないか、壊れています。tokenizer.jsonをダウンロードし直してください。</translation>
    </message>
    <message>
        <source>This conversation has {tokens} tokens, and {model} takes {limit}. Start a new chat, or shorten the message.</source>
        <translation>この会話は{tokens}トークンあり、{model}が扱えるのは{limit}トークンです。新規チャットを始めるか、メッセージを短くしてください。</translation>
    </message>
    <message>
        <source>There is nothing to answer yet. Write something, or add a picture.</source>
        <translation>まだ答えるものがありません。何か書くか、画像を追加してください。</translation>
    </message>
    <message>
        <source>{model} cannot see pictures. Choose a model that can, or remove the picture.</source>
        <translation>{model}は画像を見られません。画像を見られるモデルを選ぶか、画像を取り除いてください。</translation>
    </message>
    <message>
        <source>{model} cannot hear. Choose Gemma 4 E2B, E4B or 12B, or remove the sound.</source>
        <translation>{model}は音声を聞けません。Gemma 4のE2B、E4B、12Bを選ぶか、音声を取り除いてください。</translation>
    </message>
    <message>
        <source>{model} cannot watch video. Choose a model that can, or remove the clip.</source>
        <translation>{model}は動画を見られません。動画を見られるモデルを選ぶか、動画を取り除いてください。</translation>
    </message>
    <message>
        <source>No model is loaded. Choose one first.</source>
        <translation>モデルが読み込まれていません。先に選んでください。</translation>
    </message>
    <message>
        <source>The messages are not in the expected form: {detail}.</source>
        <translation>メッセージの形式が正しくありません（{detail}）。</translation>
    </message>
    <message>
        <source>There is not enough memory for this. Close other apps, or choose a smaller model.</source>
        <translation>メモリが足りません。ほかのアプリを閉じるか、小さいモデルを選んでください。</translation>
    </message>
    <message>
        <source>There is no display to open a window on. Use `facet ask` in the terminal.</source>
        <translation>ウィンドウを開く画面がありません。ターミナルで`facet ask`を使ってください。</translation>
    </message>
    <message>
        <source>The model stopped unexpectedly. Nothing you wrote is lost.</source>
        <translation>モデルが予期せず停止しました。書いた内容は失われていません。</translation>
    </message>
    <message>
        <source>The model&apos;s process could not be started. Restart Facet.</source>
        <translation>モデルのプロセスを開始できませんでした。Facetを開き直してください。</translation>
    </message>
    <message>
        <source>Something went wrong in the model: {detail}. Nothing you wrote is lost; try again.</source>
        <translation>モデルで問題が起きました（{detail}）。書いた内容は失われていません。もう一度試してください。</translation>
    </message>
</context>
</TS>
